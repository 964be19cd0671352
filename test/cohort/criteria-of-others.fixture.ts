import fc from 'fast-check';
import { criterion, flag, period } from './tried-criterion.fixture.ts';

const preschool = criterion('education', 'withPreschool');
const LAST_DAY = `coalesce(left_on, make_date(right(school_year, 4)::int, 8, 31))`;
export const preschoolTried = fc.oneof(
  flag.map((enrolled) =>
    preschool(
      `enrolled: ${enrolled}`,
      `select child_no from preschool_enrolment where $1 between enrolled_on and ${LAST_DAY}`,
      [],
      !enrolled,
    ),
  ),
  fc
    .tuple(fc.constantFrom('NURSERY', 'KINDERGARTEN'), fc.constantFrom('2020-2021', '2021-2022'))
    .map(([stage, year]) =>
      preschool(
        `stage: ${stage}, schoolYear: "${year}"`,
        `select child_no from preschool_enrolment where enrolled_on <= $1 and stage = $2 and school_year = $3`,
        [stage, year],
      ),
    ),
  period.map(([from, to]) =>
    preschool(
      `enrolledFrom: "${from}", enrolledTo: "${to}", ageBand: YEARS_5_TO_6`,
      `select child_no from preschool_enrolment where enrolled_on <= $1 and enrolled_on between $2 and $3 and age_band = 'YEARS_5_TO_6'`,
      [from, to],
    ),
  ),
);

const swimming = criterion('education', 'withSwimming');
const SWIMS = `distance_metres >= swim_distance_metres and treading_seconds >= swim_treading_seconds`;
const SKILLS = {
  taught: 'taught',
  canSwim: SWIMS,
  selfRescue: 'self_rescue',
  safeSwimmer: `${SWIMS} and distance_metres >= safe_distance_metres and treading_seconds >= safe_treading_seconds
    and (self_rescue or not safe_needs_self_rescue) and (rescue_knowledge or not safe_needs_rescue_knowledge)`,
};
export const swimmingTried = fc
  .tuple(fc.constantFrom('taught', 'canSwim', 'selfRescue', 'safeSwimmer'), flag)
  .map(([skill, value]) =>
    swimming(
      `${skill}: ${value}`,
      `select child_no from swimming_assessment a join swimming_standard s on s.code = a.standard
       where assessed_on <= $1 and ${SKILLS[skill]}`,
      [],
      !value,
    ),
  );

const birth = criterion('justice', 'withBirthRegistration');
export const birthTried = fc.oneof(
  flag.map((registered) =>
    birth(
      `registered: ${registered}`,
      `select child_no from birth_registration where registered_on <= $1`,
      [],
      !registered,
    ),
  ),
  fc.tuple(period, fc.constantFrom('ON_TIME', 'LATE')).map(([[from, to], timeliness]) =>
    birth(
      `timeliness: ${timeliness}, registeredFrom: "${from}", registeredTo: "${to}"`,
      `select child_no from birth_registration where registered_on <= $1 and registered_on between $2 and $3
       and (registered_on - date_of_birth <= 60) = ($4::text = 'ON_TIME')`,
      [from, to, timeliness],
    ),
  ),
);

const aid = criterion('justice', 'withLegalAid');
export const aidTried = fc.oneof(
  fc
    .tuple(flag, fc.constantFrom('VICTIM', 'PARTY'))
    .map(([received, role]) =>
      aid(
        `received: ${received}, role: ${role}`,
        `select child_no from legal_aid_case where requested_on <= $1 and given_on <= $1 and role = $2`,
        [role],
        !received,
      ),
    ),
  fc
    .tuple(period, flag)
    .map(([[from, to], criminal]) =>
      aid(
        `criminal: ${criminal}, acceptedFrom: "${from}", acceptedTo: "${to}"`,
        `select child_no from legal_aid_case where accepted_on <= $1 and accepted_on between $2 and $3 and (field = 'CRIMINAL') = $4`,
        [from, to, criminal],
      ),
    ),
);

const abuse = criterion('police', 'withAbuseIntervention');
const RECEIVED = `(reported_at at time zone interval '7 hours')::date`;
const MEASURES = `case when (emergency_measures_at at time zone interval '7 hours')::date <= $1 then emergency_measures_at end`;
/** The fifth working day after receipt, by the department's own calendar. */
const DUE = `(
  select each::date from generate_series(${RECEIVED} + 1, ${RECEIVED} + 60, interval '1 day') as worked (each)
  left join holiday_calendar on holiday_calendar.day = each::date
  where coalesce(is_working_day, extract(isodow from each) < 6) order by each offset 4 limit 1)`;
export const abuseTried = fc.oneof(
  fc
    .tuple(period, flag)
    .map(([[from, to], reported]) =>
      abuse(
        `reported: ${reported}, reportedFrom: "${from}", reportedTo: "${to}"`,
        `select child_no from abuse_intervention where ${RECEIVED} <= $1 and ${RECEIVED} between $2 and $3`,
        [from, to],
        !reported,
      ),
    ),
  fc
    .tuple(flag, fc.constantFrom('VIOLENCE', 'NEGLECT'))
    .map(([criminal, kind]) =>
      abuse(
        `criminalCase: ${criminal}, kind: [${kind}]`,
        `select child_no from abuse_intervention where ${RECEIVED} <= $1 and criminal_case = $2 and $3 = any(kind)`,
        [criminal, kind],
      ),
    ),
  flag.map((unfounded) =>
    abuse(
      `status: ${unfounded ? 'UNFOUNDED' : '[CLOSED]'}`,
      `select child_no from abuse_intervention where ${RECEIVED} <= $1 and closed_on <= $1 and unfounded = $2`,
      [unfounded],
    ),
  ),
  fc.constant(
    abuse(
      `inTime: true`,
      `select child_no from abuse_intervention where ${RECEIVED} <= $1
       and case when ${MEASURES} is not null then ${MEASURES} - reported_at <= interval '12 hours'
             else (unfounded and closed_on <= $1) or (assessed_on <= $1 and not emergency_found) end
       and case when plan_approved_on <= $1 then plan_approved_on <= ${DUE}
             else (closed_on <= $1 and (unfounded or closed_on <= ${DUE})) end`,
    ),
  ),
);
