/**
 * What each indicator counts, as SQL over the departments' own tables: the children (child_no) who meet one criterion.
 * Written from the plans and the law, without a look at how the graph does it. Parameters: $1 asOf, $2 from, $3 to.
 */
export interface SqlStep {
  department: 'registry' | 'health' | 'education' | 'justice' | 'police';
  sql: string;
}

const registry = (sql: string): SqlStep => ({ department: 'registry', sql });
const health = (sql: string): SqlStep => ({ department: 'health', sql });
const education = (sql: string): SqlStep => ({ department: 'education', sql });
const justice = (sql: string): SqlStep => ({ department: 'justice', sql });
const police = (sql: string): SqlStep => ({ department: 'police', sql });

const PARAMETERS = `with p as (select $1::date as as_of, $2::date as since, $3::date as until)`;

const inCircumstance = (also: string) =>
  registry(`${PARAMETERS} select distinct child_no from special_circumstance, p
    where started_on <= as_of and coalesce(ended_on, as_of) >= as_of and ${also}`);

export const SPECIAL = inCircumstance('not at_risk');
export const SPECIAL_OR_AT_RISK = inCircumstance('true');
export const ORPHANS = inCircumstance(`not at_risk and "group" = 'ORPHAN_BOTH_PARENTS'`);
export const ABANDONED = inCircumstance(`not at_risk and "group" = 'ABANDONED'`);
export const DISABLED = inCircumstance(`not at_risk and "group" = 'DISABLED'`);
export const HIV = inCircumstance(`not at_risk and "group" = 'HIV_AIDS'`);

/** Given once, or lasting (allowance, sponsorship, alternative care) without an end. */
export const ASSISTED = registry(
  `${PARAMETERS} select distinct child_no from assistance, p
  where given_on <= least(p.until, as_of) and (
    assistance.until >= since or (assistance.until is null and
      (given_on >= since or kind in ('MONTHLY_ALLOWANCE', 'SPONSORSHIP', 'ALTERNATIVE_CARE'))))`.replace(
    'least(until, as_of)',
    'least(p.until, as_of)',
  ),
);

export const INSURED = health(`${PARAMETERS} select distinct child_no from health_insurance_card, p
  where valid_from <= as_of and coalesce(valid_to, as_of) >= as_of and coalesce(withdrawn_on, as_of) >= as_of`);
export const CARD_WITHIN_60_DAYS =
  health(`${PARAMETERS} select distinct child_no from health_insurance_card, p
  where beneficiary_code = 'TE' and issued_on - valid_from <= 60 and issued_on <= as_of`);

export const MEASURED = health(`${PARAMETERS} select distinct child_no from nutrition_measurement, p
  where measured_on between since and least(until, as_of)`);
export const newestJudged = (form: string) =>
  health(`${PARAMETERS} select child_no from (
    select distinct on (child_no) child_no, ${form} as judged from nutrition_measurement, p
    where measured_on between since and least(until, as_of) and ${form} is not null
    order by child_no, measured_on desc, id desc) newest where judged`);

export const IN_KINDERGARTEN =
  education(`${PARAMETERS} select distinct child_no from preschool_enrolment, p
  where stage = 'KINDERGARTEN' and enrolled_on <= as_of and coalesce(left_on, as_of) >= as_of`);

export const ON_TIME = justice(`${PARAMETERS} select distinct child_no from birth_registration, p
  where registered_on - date_of_birth <= 60 and registered_on <= as_of`);

export const REPORTED = police(`${PARAMETERS} select distinct child_no from abuse_intervention, p
  where (reported_at at time zone 'Asia/Ho_Chi_Minh')::date between since and least(until, as_of)`);
export const CRIMINAL = police(`${PARAMETERS} select distinct child_no from abuse_intervention, p
  where criminal_case and (reported_at at time zone 'Asia/Ho_Chi_Minh')::date between since and least(until, as_of)`);
export const VICTIM_AIDED = justice(`${PARAMETERS} select distinct child_no from legal_aid_case, p
  where role = 'VICTIM' and field = 'CRIMINAL' and given_on <= as_of`);

const assessed = (also: string) =>
  education(`${PARAMETERS} select distinct child_no from swimming_assessment a
    join swimming_standard s on s.code = a.standard, p where assessed_on <= as_of and ${also}`);
export const TAUGHT = assessed('taught');
export const CAN_SWIM = assessed(
  'distance_metres >= swim_distance_metres and treading_seconds >= swim_treading_seconds',
);
export const SELF_RESCUE = assessed('self_rescue');

/** Measures within 12 hours where serious danger was found; plan by the fifth working day, or closed before it. */
export const IN_TIME = police(`${PARAMETERS}, cases as (
    select a.*, (reported_at at time zone 'Asia/Ho_Chi_Minh')::date as reported_on from abuse_intervention a),
  due as (select c.*, (select d::date from generate_series(c.reported_on + 1, c.reported_on + 40, interval '1 day') d
      left join holiday_calendar h on h.day = d::date
      where coalesce(h.is_working_day, extract(isodow from d) < 6) order by d limit 1 offset 4) as plan_due
    from cases c)
  select distinct child_no from due, p
  where reported_on between since and least(until, as_of) and assessed_on <= as_of
    and (not emergency_found or emergency_measures_at <= reported_at + interval '12 hours')
    and (plan_approved_on <= least(plan_due, as_of)
      or (closed_on <= as_of and closed_on < plan_due and (plan_approved_on is null or plan_approved_on > as_of)))`);
