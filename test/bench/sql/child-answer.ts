/** SQL of the answers, as JSON in the form GraphQL gives them; `child` is the alias of registry.child throughout. */

const DAY = `'2022-12-31'::date`;

function inForce(unit: string): string {
  return `(${unit}.valid_from is null or ${unit}.valid_from <= ${DAY}) and (${unit}.valid_to is null or ${unit}.valid_to >= ${DAY})`;
}

/** The unit a child lives in on the day, by the alias `unit`: what its home was recorded in, or has become. */
export const HOME = `
  registry.residence home
  join registry.administrative_unit recorded on recorded.id = home.unit_id
  left join registry.unit_successor link on link.unit_id = recorded.id and recorded.valid_to < ${DAY} and link.extent = 'FULL'
  join registry.administrative_unit unit on unit.id = coalesce(link.successor_id, recorded.id)`;

export const AT_HOME = `home.child_no = child.child_no and home.started_on <= ${DAY} and (home.ended_on is null or home.ended_on >= ${DAY})`;

const LATEST = `from health.nutrition_measurement m where m.child_no = child.child_no order by m.measured_on desc, m.id desc limit 1`;

export const IS_INSURED = `bool_or(card.valid_from <= ${DAY} and (card.valid_to is null or card.valid_to >= ${DAY})
  and (card.withdrawn_on is null or card.withdrawn_on >= ${DAY}))`;

export const IS_ENROLLED = `bool_or(enrolment.enrolled_on <= ${DAY}
  and coalesce(enrolment.left_on, make_date(right(enrolment.school_year, 4)::int, 8, 31)) >= ${DAY})`;

export const SWIMS = `coalesce(distance_metres, 0) >= swim_distance_metres and coalesce(treading_seconds, 0) >= swim_treading_seconds`;

export const SWIMS_SAFELY = `${SWIMS}
  and coalesce(distance_metres, 0) >= safe_distance_metres and coalesce(treading_seconds, 0) >= safe_treading_seconds
  and (self_rescue or not safe_needs_self_rescue) and (rescue_knowledge or not safe_needs_rescue_knowledge)`;

export function shown(condition: string): string {
  return `coalesce(bool_or(assessed_on <= ${DAY} and ${condition}), false)`;
}

export const TIMELINESS = `case when registered_on - date_of_birth <= 60 then 'ON_TIME' else 'LATE' end`;

function list(item: string, from: string, order: string): string {
  return `coalesce((select json_agg(${item} order by ${order}) from ${from}), '[]')`;
}

const PROFILE_UNIT = `(select json_build_object('code', unit.code, 'name', unit.name, 'parent',
    case when district.id is not null then json_build_object('name', district.name, 'parent',
      case when province.id is not null then json_build_object('name', province.name) end) end)
  from ${HOME}
  left join registry.administrative_unit district on district.code = unit.parent_code and ${inForce('district')}
  left join registry.administrative_unit province on province.code = district.parent_code and ${inForce('province')}
  where ${AT_HOME})`;

/** A child's profile, as operations/profile.graphql asks for it. */
export const PROFILE = `json_build_object(
  'id', child.id,
  'fullName', concat_ws(' ', child.family_name, child.middle_name, child.given_name),
  'dateOfBirth', child.date_of_birth, 'sex', child.sex, 'ethnicity', child.ethnicity,
  'residence', ${PROFILE_UNIT},
  'guardians', ${list(
    `json_build_object('relationship', relationship, 'fullName', full_name)`,
    'registry.guardian where guardian.child_no = child.child_no',
    'position',
  )},
  'specialCircumstances', ${list(
    `json_build_object('group', c."group", 'atRisk', c.at_risk, 'startedOn', c.started_on, 'endedOn', c.ended_on)`,
    'registry.special_circumstance c where c.child_no = child.child_no',
    'c.started_on desc, c."group"',
  )},
  'healthInsurance', (select case when count(*) > 0 then json_build_object('insured', ${IS_INSURED},
      'cards', json_agg(json_build_object('number', number, 'validFrom', valid_from, 'validTo', valid_to)
        order by valid_from desc, number)) end
    from health.health_insurance_card card where card.child_no = child.child_no),
  'nutrition', (select json_build_object('latest', json_build_object('measuredOn', m.measured_on,
      'ageDays', m.measured_on - m.date_of_birth, 'weightKg', m.weight_kg, 'lengthOrHeightCm', m.length_or_height_cm,
      'weightForAgeZ', m.weight_for_age_z, 'heightForAgeZ', m.height_for_age_z,
      'weightForHeightZ', m.weight_for_height_z, 'undernourished', m.undernourished)) ${LATEST}),
  'preschool', (select case when count(*) > 0 then json_build_object('enrolled', ${IS_ENROLLED},
      'enrolments', json_agg(json_build_object('schoolYear', school_year, 'stage', stage, 'schoolName', school_name)
        order by school_year desc, enrolled_on desc, id)) end
    from education.preschool_enrolment enrolment where enrolment.child_no = child.child_no),
  'swimming', (select case when count(*) > 0 then json_build_object('taught', ${shown('taught')},
      'canSwim', ${shown(SWIMS)}, 'safeSwimmer', ${shown(SWIMS_SAFELY)}) end
    from education.swimming_assessment assessment
    join education.swimming_standard standard on standard.code = assessment.standard
    where assessment.child_no = child.child_no),
  'birthRegistration', (select json_build_object('number', number, 'registeredOn', registered_on,
      'timeliness', ${TIMELINESS}, 'kind', kind)
    from justice.birth_registration registration where registration.child_no = child.child_no),
  'legalAid', ${list(
    `json_build_object('id', a.id, 'role', a.role, 'form', a.form, 'requestedOn', a.requested_on, 'givenOn', a.given_on)`,
    'justice.legal_aid_case a where a.child_no = child.child_no',
    'a.requested_on desc, a.id',
  )},
  'abuseInterventions', ${list(
    `json_build_object('id', r.id,
      'reportedAt', to_char(r.reported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'channel', r.channel, 'planApprovedOn', r.plan_approved_on, 'criminalCase', r.criminal_case)`,
    'police.abuse_intervention r where r.child_no = child.child_no',
    'r.reported_at desc, r.id',
  )}
)`;

/** A child of a page, as operations/page.graphql asks for it. */
export const LISTED = `json_build_object(
  'id', child.id, 'dateOfBirth', child.date_of_birth, 'sex', child.sex, 'ethnicity', child.ethnicity,
  'residence', (select json_build_object('code', unit.code, 'name', unit.name) from ${HOME} where ${AT_HOME}),
  'healthInsurance', (select case when count(*) > 0 then json_build_object('insured', ${IS_INSURED}) end
    from health.health_insurance_card card where card.child_no = child.child_no),
  'nutrition', (select json_build_object('latest', json_build_object('measuredOn', m.measured_on,
      'weightForAgeZ', m.weight_for_age_z, 'heightForAgeZ', m.height_for_age_z,
      'undernourished', m.undernourished)) ${LATEST}),
  'preschool', (select case when count(*) > 0 then json_build_object('enrolled', ${IS_ENROLLED}) end
    from education.preschool_enrolment enrolment where enrolment.child_no = child.child_no),
  'swimming', (select case when count(*) > 0 then json_build_object('canSwim', ${shown(SWIMS)},
      'safeSwimmer', ${shown(SWIMS_SAFELY)}) end
    from education.swimming_assessment assessment
    join education.swimming_standard standard on standard.code = assessment.standard
    where assessment.child_no = child.child_no),
  'birthRegistration', (select json_build_object('registeredOn', registered_on, 'timeliness', ${TIMELINESS})
    from justice.birth_registration registration where registration.child_no = child.child_no)
)`;

/** Whether a child of the register counts: under 16, alive, not sealed, and under the number it keeps. */
export const IS_COUNTED = `child.merged_into is null
  and child.date_of_birth <= ${DAY} and child.date_of_birth > ${DAY} - interval '16 years'
  and (child.died_on is null or child.died_on > ${DAY})
  and not exists (select from registry.seal where seal.child_no = child.child_no and seal.unsealed_at is null)`;

/** Whether a child is in the cohort of operations/page.graphql: one that counts, at home in the province on the day. */
export const IN_COHORT = `${IS_COUNTED}
  and exists (select from registry.residence home where ${AT_HOME})`;
