import fc from 'fast-check';

/** A criterion as the graph is asked it, and as SQL finds the children who meet it; $1 is the day it is judged on. */
export interface TriedCriterion {
  field: string;
  department: string;
  /** As a GraphQL literal. */
  where: string;
  sql: string;
  values: unknown[];
  /** Whether the children outside the SQL's answer are meant. */
  not: boolean;
}

const day = fc
  .date({ min: new Date('2019-01-01'), max: new Date('2022-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const period = fc.tuple(day, day).map((days) => days.toSorted());
const flag = fc.boolean();

function criterion(department: string, field: string) {
  return (where: string, sql: string, values: unknown[] = [], not = false): TriedCriterion => ({
    field,
    department,
    where,
    sql,
    values,
    not,
  });
}

const insurance = criterion('health', 'withHealthInsurance');
const GOOD = `valid_from <= $1 and $1 <= coalesce(valid_to, 'infinity') and $1 <= coalesce(withdrawn_on, 'infinity')`;
const insuranceTried = fc.oneof(
  flag.map((insured) =>
    insurance(
      `insured: ${insured}`,
      `select child_no from health_insurance_card where ${GOOD}`,
      [],
      !insured,
    ),
  ),
  fc
    .tuple(period, flag)
    .map(([[from, to], insured]) =>
      insurance(
        `insured: ${insured}, issuedFrom: "${from}", issuedTo: "${to}"`,
        `select child_no from health_insurance_card where ${GOOD} and issued_on <= $1 and issued_on between $2 and $3`,
        [from, to],
        !insured,
      ),
    ),
  fc.tuple(period, fc.nat(90)).map(([[from, to], days]) =>
    insurance(
      `issuedFrom: "${from}", issuedTo: "${to}", issuedWithinDays: ${days}`,
      `select child_no from health_insurance_card
       where issued_on <= $1 and issued_on between $2 and $3 and beneficiary_code = 'TE' and issued_on - valid_from <= $4`,
      [from, to, days],
    ),
  ),
);

const nutrition = criterion('health', 'withNutrition');
const nutritionTried = fc.oneof(
  fc
    .tuple(period, flag)
    .map(([[from, to], measured]) =>
      nutrition(
        `measured: ${measured}, measuredFrom: "${from}", measuredTo: "${to}"`,
        `select child_no from nutrition_measurement where measured_on <= $1 and measured_on between $2 and $3`,
        [from, to],
        !measured,
      ),
    ),
  fc
    .tuple(fc.constantFrom('underweight', 'stunted', 'wasted', 'undernourished'), flag, day)
    .map(([form, value, from]) =>
      nutrition(
        `${form}: ${value}, measuredFrom: "${from}"`,
        `select child_no from (
           select distinct on (child_no) child_no, ${form} as judged from nutrition_measurement
           where measured_on between $2 and $1 and ${form} is not null order by child_no, measured_on desc, id desc
         ) newest where judged = $3`,
        [from, value],
      ),
    ),
);

const preschool = criterion('education', 'withPreschool');
const LAST_DAY = `coalesce(left_on, make_date(right(school_year, 4)::int, 8, 31))`;
const preschoolTried = fc.oneof(
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
const swimmingTried = fc
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
const birthTried = fc.oneof(
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
const aidTried = fc.oneof(
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
const abuseTried = fc.oneof(
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

const register = criterion('registry', 'withRegister');
const registerTried = fc.oneof(
  fc
    .tuple(fc.nat(14), fc.integer({ min: 1, max: 10 }))
    .map(([from, years]) =>
      register(
        `ageFrom: ${from}, ageUnder: ${Math.min(from + years, 16)}`,
        `select child_no from child where extract(year from age($1::date, date_of_birth)) >= $2 and extract(year from age($1::date, date_of_birth)) < $3`,
        [from, Math.min(from + years, 16)],
      ),
    ),
  period.map(([from, to]) =>
    register(
      `bornFrom: "${from}", bornTo: "${to}", sex: FEMALE`,
      `select child_no from child where $1::date is not null and date_of_birth between $2 and $3 and sex = 'FEMALE'`,
      [from, to],
    ),
  ),
  fc
    .tuple(flag, flag)
    .map(([value, risk]) =>
      register(
        risk ? `atRisk: ${value}` : `specialCircumstances: ${value}`,
        `select child_no from special_circumstance where $1 between started_on and coalesce(ended_on, 'infinity') and at_risk = $2`,
        [risk],
        !value,
      ),
    ),
  fc.tuple(day, flag).map(([from, assisted]) =>
    register(
      `assisted: ${assisted}, assistedFrom: "${from}"`,
      `select child_no from assistance where given_on <= $1 and (until >= $2 or given_on >= $2
         or (until is null and kind in ('MONTHLY_ALLOWANCE', 'SPONSORSHIP', 'ALTERNATIVE_CARE')))`,
      [from],
      !assisted,
    ),
  ),
  flag.map((provisional) =>
    register(
      `provisional: ${provisional}`,
      `select child_no from child where $1::date is not null and (registration_status = 'PROVISIONAL') = $2`,
      [provisional],
    ),
  ),
  fc
    .constantFrom('Kinh', 'Hoa', 'Tày')
    .map((ethnicity) =>
      register(
        `ethnicity: "${ethnicity}"`,
        `select child_no from child where $1::date is not null and ethnicity = $2`,
        [ethnicity],
      ),
    ),
);

/** Any criterion of any department. */
export const anyCriterion = fc.oneof(
  insuranceTried,
  nutritionTried,
  preschoolTried,
  swimmingTried,
  birthTried,
  aidTried,
  abuseTried,
  registerTried,
);

/** A day that a cohort is judged on. */
export const asOfDay = day;
