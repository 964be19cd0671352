/**
 * Counted by commune first, which are few, and then by district: so the planner joins the large tables by hash. A commune
 * that has become another lies where that one does. The same question as operations/cohort.graphql.
 */
export const FOUR_DEPARTMENTS = `
  with counted as (
    select residence.unit_id, count(*) as count
    from registry.child
    join registry.residence on residence.child_no = child.child_no
      and residence.started_on <= '2022-12-31' and (residence.ended_on is null or residence.ended_on >= '2022-12-31')
    where child.merged_into is null
      and child.date_of_birth <= '2022-12-31' and child.date_of_birth > '2022-12-31'::date - interval '6 years'
      and (child.died_on is null or child.died_on > '2022-12-31')
      and not exists (select from registry.seal where seal.child_no = child.child_no and unsealed_at is null)
      and exists (select from health.health_insurance_card card where card.child_no = child.child_no
        and valid_from <= '2022-12-31' and (valid_to is null or valid_to >= '2022-12-31')
        and (withdrawn_on is null or withdrawn_on >= '2022-12-31'))
      and not exists (select from education.preschool_enrolment enrolment where enrolment.child_no = child.child_no
        and enrolled_on <= '2022-12-31' and coalesce(left_on, make_date(right(school_year, 4)::int, 8, 31)) >= '2022-12-31')
      and exists (select from justice.birth_registration registration where registration.child_no = child.child_no
        and registered_on <= '2022-12-31' and registered_on - registration.date_of_birth <= 60)
      and not exists (select from police.abuse_intervention report where report.child_no = child.child_no
        and (reported_at at time zone interval '7 hours')::date <= '2022-12-31')
    group by residence.unit_id
  ), districts as (
    select district.code, sum(counted.count)::int as count
    from counted
    join registry.administrative_unit commune on commune.id = counted.unit_id
    left join registry.unit_successor link on link.unit_id = commune.id and commune.valid_to < '2022-12-31'
    left join registry.administrative_unit become on become.id = link.successor_id
    join registry.administrative_unit district on district.code = coalesce(become.parent_code, commune.parent_code)
      and (district.valid_from is null or district.valid_from <= '2022-12-31')
      and (district.valid_to is null or district.valid_to >= '2022-12-31')
    where district.parent_code = '30'
    group by district.code
  )
  select json_build_object('data', json_build_object('cohort', json_build_object('withHealthInsurance',
    json_build_object('withPreschool', json_build_object('withBirthRegistration', json_build_object('withAbuseIntervention',
      json_build_object('count', sum(count), 'byUnit', json_agg(json_build_object(
        'unit', json_build_object('code', code), 'count', count) order by code))))))))::text as answer
  from districts`;
