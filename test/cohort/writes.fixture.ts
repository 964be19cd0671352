/** What somebody writes just before the question. */
export const WRITES = [
  {
    department: 'health',
    sql: `update health_insurance_card set withdrawn_on = valid_from + 300 where child_no = $1`,
  },
  { department: 'health', sql: `delete from nutrition_measurement where child_no = $1` },
  {
    department: 'education',
    sql: `update preschool_enrolment set child_no = child_no + 1 where child_no = $1`,
  },
  {
    department: 'education',
    sql: `update swimming_assessment set distance_metres = 50, treading_seconds = 200 where child_no = $1`,
  },
  { department: 'justice', sql: `update legal_aid_case set given_on = null where child_no = $1` },
  {
    department: 'justice',
    sql: `update birth_registration set child_no = null where child_no = $1`,
  },
  {
    department: 'police',
    sql: `update abuse_intervention set criminal_case = false, unfounded = true, closed_on = '2022-12-30' where child_no = $1`,
  },
  {
    department: 'registry',
    sql: `insert into seal (child_no, sealed_by, reason) select child_no, 'test', 'a test of seals' from child where child_no = $1 and not exists (select from seal where seal.child_no = child.child_no)`,
  },
  {
    department: 'registry',
    sql: `update residence set ended_on = greatest(started_on, '2022-06-30') where child_no = $1 and ended_on is null`,
  },
];
