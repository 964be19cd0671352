/** Register serials that one department's database selects. */
export interface ChildNumbers {
  department: string;
  sql: string;
}

/** A rate the demo province is calibrated to: how many of the whole are in the part, times `per`. */
export interface Rate {
  name: string;
  asked: number;
  per: 100 | 100_000;
  /** Where the asked figure comes from. */
  basis: string;
  part: ChildNumbers;
  whole: ChildNumbers;
}

const registry = (sql: string): ChildNumbers => ({ department: 'registry', sql });
const health = (sql: string): ChildNumbers => ({ department: 'health', sql });
const education = (sql: string): ChildNumbers => ({ department: 'education', sql });
const justice = (sql: string): ChildNumbers => ({ department: 'justice', sql });
const police = (sql: string): ChildNumbers => ({ department: 'police', sql });

/** Alive, in the province and kept, on the province day. */
const children = (born: string) =>
  registry(
    `select child_no from child where died_on is null and departed_on is null and merged_into is null and ${born}`,
  );
const underSixteen = children("date_of_birth > '2006-12-31'");
const underSix = children("date_of_birth > '2016-12-31'");
const underFive = children("date_of_birth > '2017-12-31'");
const sixToFifteen = children("date_of_birth > '2006-12-31' and date_of_birth <= '2016-12-31'");

const latest = (judged: string) =>
  health(`
  select child_no from (select distinct on (child_no) * from nutrition_measurement
    where child_no is not null and date_of_birth > '2017-12-31' order by child_no, measured_on desc) as latest
  where ${judged}`);

const pupils = (of: string) =>
  education(
    `select distinct child_no from preschool_enrolment where school_year = '2022-2023' and left_on is null and ${of}`,
  );

/** The rates of the README's table; sources in shared/demo-province/README.md. */
export const rates: readonly Rate[] = [
  {
    name: 'under 6, of children under 16',
    asked: 29.55,
    per: 100,
    basis: '145,121 of 491,053 (2024)',
    part: underSix,
    whole: underSixteen,
  },
  {
    name: 'boys, of children under 6',
    asked: 53.27,
    per: 100,
    basis: '114 boys per 100 girls (estimate)',
    part: children("date_of_birth > '2016-12-31' and sex = 'MALE'"),
    whole: underSix,
  },
  {
    name: 'Kinh, of children under 16',
    asked: 99.6,
    per: 100,
    basis: 'estimate',
    part: children("date_of_birth > '2006-12-31' and ethnicity = 'Kinh'"),
    whole: underSixteen,
  },
  {
    name: 'in special circumstances',
    asked: 0.86,
    per: 100,
    basis: '4,222 of 491,053 (2024)',
    part: registry(
      "select distinct child_no from special_circumstance join child using (child_no) where not at_risk and ended_on is null and died_on is null and departed_on is null and date_of_birth > '2006-12-31'",
    ),
    whole: underSixteen,
  },
  {
    name: 'at risk of special circumstances',
    asked: 2.43,
    per: 100,
    basis: '11,940 of 491,053 (2024)',
    part: registry(
      "select distinct child_no from special_circumstance join child using (child_no) where at_risk and ended_on is null and died_on is null and departed_on is null and date_of_birth > '2006-12-31'",
    ),
    whole: underSixteen,
  },
  {
    name: 'registered births, under 5',
    asked: 98,
    per: 100,
    basis: 'reported (2024)',
    part: children("date_of_birth > '2017-12-31' and registration_status = 'REGISTERED'"),
    whole: underFive,
  },
  {
    name: 'registered within 60 days, of registrations',
    asked: 96.5,
    per: 100,
    basis: 'estimate',
    part: justice(
      'select child_no from birth_registration where registered_on - date_of_birth <= 60',
    ),
    whole: justice('select child_no from birth_registration'),
  },
  {
    name: 'father unknown, of registrations',
    asked: 2.5,
    per: 100,
    basis: 'estimate',
    part: justice(
      'select child_no from birth_registration where father_name is null and mother_name is not null',
    ),
    whole: justice('select child_no from birth_registration'),
  },
  {
    name: 'with a health insurance card, under 6',
    asked: 98,
    per: 100,
    basis: 'reported 100; 96 to 99.5 so that gaps exist',
    part: health(
      "select distinct child_no from health_insurance_card where beneficiary_code = 'TE' and valid_from <= '2022-12-31' and valid_to >= '2022-12-31' and withdrawn_on is null",
    ),
    whole: underSix,
  },
  {
    name: 'underweight, of measured under 5',
    asked: 7.96,
    per: 100,
    basis: 'reported (2024)',
    part: latest('underweight'),
    whole: latest('underweight is not null'),
  },
  {
    name: 'stunted, of measured under 5',
    asked: 11.9,
    per: 100,
    basis: 'reported (2024)',
    part: latest('stunted'),
    whole: latest('stunted is not null'),
  },
  {
    name: 'wasted, of measured under 5',
    asked: 3.5,
    per: 100,
    basis: 'estimate',
    part: latest('wasted'),
    whole: latest('wasted is not null'),
  },
  {
    name: 'in nursery, aged 3 to 36 months',
    asked: 36,
    per: 100,
    basis: 'estimate',
    part: pupils("stage = 'NURSERY'"),
    whole: children("date_of_birth > '2019-12-31' and date_of_birth <= '2022-09-30'"),
  },
  {
    name: 'in kindergarten, born 2017 to 2019',
    asked: 97,
    per: 100,
    basis: 'estimate',
    part: pupils("stage = 'KINDERGARTEN'"),
    whole: children("date_of_birth between '2017-01-01' and '2019-12-31'"),
  },
  {
    name: 'able to swim safely, aged 6 to 15',
    asked: 40,
    per: 100,
    basis: 'estimate',
    part: education(
      'select distinct child_no from swimming_assessment join swimming_standard on swimming_standard.code = standard where distance_metres >= safe_distance_metres and treading_seconds >= safe_treading_seconds and (self_rescue or not safe_needs_self_rescue) and (rescue_knowledge or not safe_needs_rescue_knowledge)',
    ),
    whole: sixToFifteen,
  },
  {
    name: 'confirmed victims of abuse in 2022, per 100,000',
    asked: 7.1,
    per: 100_000,
    basis: '35 a year of 491,053 (estimate)',
    part: police(
      "select distinct child_no from abuse_intervention where criminal_case and reported_at >= '2021-12-31T17:00Z' and reported_at < '2022-12-31T17:00Z'",
    ),
    whole: underSixteen,
  },
];
