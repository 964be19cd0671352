import {
  IS_ENROLLED,
  IS_INSURED,
  SWIMS,
  SWIMS_SAFELY,
  TIMELINESS,
  IS_COUNTED,
  HOME,
  AT_HOME,
  shown,
} from './child-answer.ts';

/** All children of the province with what four departments know, one row each, joined as sets. */
const ROWS = `
  from registry.child
  join ${HOME} on ${AT_HOME}
  left join (select child_no, ${IS_INSURED} as insured from health.health_insurance_card card group by child_no) card
    on card.child_no = child.child_no
  left join (select distinct on (child_no) child_no, measured_on, weight_for_age_z, height_for_age_z, undernourished
    from health.nutrition_measurement order by child_no, measured_on desc, id desc) latest
    on latest.child_no = child.child_no
  left join (select child_no, ${IS_ENROLLED} as enrolled from education.preschool_enrolment enrolment group by child_no)
    enrolment on enrolment.child_no = child.child_no
  left join (select child_no, ${shown(SWIMS)} as can_swim, ${shown(SWIMS_SAFELY)} as safe_swimmer
    from education.swimming_assessment assessment
    join education.swimming_standard standard on standard.code = assessment.standard group by child_no) swimming
    on swimming.child_no = child.child_no
  left join justice.birth_registration registration on registration.child_no = child.child_no
  where ${IS_COUNTED}
  order by child.child_no`;

const REGISTERED = TIMELINESS.replaceAll('registered_on', 'registration.registered_on').replaceAll(
  'date_of_birth',
  'registration.date_of_birth',
);

/** The columns of the file, in the order and by the names of the operation ChildrenOfUnit. */
export const EXPORT_COLUMNS = `
  select child.id, child.date_of_birth as "dateOfBirth", child.sex, child.ethnicity,
    unit.code as "residence.code", unit.name as "residence.name", card.insured::text as "healthInsurance.insured",
    latest.measured_on as "nutrition.latest.measuredOn", latest.weight_for_age_z::float8 as "nutrition.latest.weightForAgeZ",
    latest.height_for_age_z::float8 as "nutrition.latest.heightForAgeZ", latest.undernourished::text as "nutrition.latest.undernourished",
    enrolment.enrolled::text as "preschool.enrolled", swimming.can_swim::text as "swimming.canSwim",
    swimming.safe_swimmer::text as "swimming.safeSwimmer",
    registration.registered_on as "birthRegistration.registeredOn", case when registration.number is not null then ${REGISTERED} end as "birthRegistration.timeliness"
  ${ROWS}`;

/** The same rows, each as the JSON that GraphQL gives. */
export const EXPORT_OBJECTS = `
  select json_build_object('id', child.id, 'dateOfBirth', child.date_of_birth, 'sex', child.sex, 'ethnicity', child.ethnicity,
    'residence', json_build_object('code', unit.code, 'name', unit.name),
    'healthInsurance', case when card.child_no is not null then json_build_object('insured', card.insured) end,
    'nutrition', case when latest.child_no is not null then json_build_object('latest', json_build_object(
      'measuredOn', latest.measured_on, 'weightForAgeZ', latest.weight_for_age_z,
      'heightForAgeZ', latest.height_for_age_z, 'undernourished', latest.undernourished)) end,
    'preschool', case when enrolment.child_no is not null then json_build_object('enrolled', enrolment.enrolled) end,
    'swimming', case when swimming.child_no is not null then json_build_object('canSwim', swimming.can_swim,
      'safeSwimmer', swimming.safe_swimmer) end,
    'birthRegistration', case when registration.child_no is not null then json_build_object(
      'registeredOn', registration.registered_on, 'timeliness', ${REGISTERED}) end)
  ${ROWS}`;
