/** Text that JSON must escape, and a character of four bytes. */
const ODD_TEXT = `E'"Hoa\\\\Sen"\\n\\t😀''</script>'`;

/** What no demo province holds, by department: moments to the microsecond, odd text, several records of one moment. */
export const ODD_RECORDS: Readonly<Record<string, readonly string[]>> = {
  health: [
    `update health_insurance_card set primary_care_facility = ${ODD_TEXT} where child_no % 5 = 0`,
    `insert into health_insurance_card (number, child_no, beneficiary_code, benefit_level, issued_on, valid_from)
     select prefix || right(number, 10), child_no, 'GD', 3, issued_on, valid_from
     from health_insurance_card, unnest(array['ZZ530', 'AA130']) prefix where child_no % 3 = 0`,
    `insert into nutrition_measurement (child_no, sex, date_of_birth, measured_on, weight_kg, has_oedema, implausible)
     select child_no, sex, date_of_birth, measured_on, 9.1250, true, array['WEIGHT_FOR_AGE', 'HEIGHT_FOR_AGE']
     from nutrition_measurement where child_no % 4 = 0`,
  ],
  education: [
    `update preschool_enrolment set school_name = ${ODD_TEXT}, completed = null where child_no % 5 = 0`,
    `insert into swimming_assessment select id || 'b', null, child_no, assessed_on, not taught, 30, 100, true, true,
     ${ODD_TEXT}, standard, source_department from swimming_assessment where child_no % 4 = 0`,
  ],
  justice: [
    `insert into legal_aid_case (id, child_no, role, form, field, requested_on, provider)
     select 'odd' || n, n % 300, 'WITNESS', 'CONSULTATION', 'OTHER', date '2022-01-01' + n % 3, ${ODD_TEXT}
     from generate_series(1, 500) n`,
  ],
  police: [
    `insert into abuse_intervention
       (id, child_no, reported_at, channel, kind, incident_unit_code, assessed_on, emergency_found, emergency_measures_at)
     select 'odd' || n, n % 300, at, 'SCHOOL', array['NEGLECT', 'VIOLENCE'], '10507', date '2022-06-01' + n % 9, n % 2 = 0,
       case when n % 3 = 0 then at + n * interval '77.777777 seconds' end
     from generate_series(1, 600) n,
       lateral (select timestamptz '2022-03-01 16:59:00Z' + n / 3 * interval '12345.678901 seconds') moment (at)`,
  ],
};
