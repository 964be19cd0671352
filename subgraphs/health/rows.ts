import { sql } from 'kysely';
import type { PlainTopic, RowsDefinition, Sql } from '../../shared/rows/row-topic.ts';
import type { Tables } from './tables.ts';

/** As isGoodOn: from the first day of validity to the last, or to the day the card was taken back. */
function isGoodOn(day: Sql) {
  return sql`valid_from <= ${day} and coalesce(least(valid_to, withdrawn_on), ${day}) >= ${day}`;
}

const healthInsurance: PlainTopic = {
  read: ({ columns, isNear }) =>
    sql`select ${columns} from health_insurance_card where ${isNear()} group by child_no`,
  columns: {
    healthInsurance: sql`true`,
    'healthInsurance.insured': (on) => sql`bool_or(${isGoodOn(on)})`,
  },
  lists: {
    /** As findHealthInsuranceCards orders them. */
    'healthInsurance.cards': {
      items: {
        number: sql`number`,
        /** As socialInsuranceNumberOf. */
        socialInsuranceNumber: sql`right(number, 10)`,
        beneficiaryCode: sql`beneficiary_code`,
        benefitLevel: sql`benefit_level`,
        issuedOn: sql`issued_on`,
        validFrom: sql`valid_from`,
        validTo: sql`valid_to`,
        withdrawnOn: sql`withdrawn_on`,
        primaryCareFacility: sql`primary_care_facility`,
      },
      order: sql`valid_from desc, number`,
    },
  },
};

/** A child's newest measurement, as findNutritionMeasurements orders them. */
const latestMeasurement: PlainTopic = {
  read: ({ columns, isNear }) => sql`
    select ${columns} from (
      select distinct on (child_no) * from nutrition_measurement
      where ${isNear()} order by child_no, measured_on desc, id desc) latest`,
  columns: {
    nutrition: sql`true`,
    'nutrition.latest': sql`true`,
    'nutrition.latest.measuredOn': sql`measured_on`,
    'nutrition.latest.ageDays': sql`measured_on - date_of_birth`,
    'nutrition.latest.weightKg': sql`weight_kg::float8`,
    'nutrition.latest.lengthOrHeightCm': sql`length_or_height_cm::float8`,
    'nutrition.latest.position': sql.ref('position'),
    'nutrition.latest.weightForAgeZ': sql`weight_for_age_z::float8`,
    'nutrition.latest.heightForAgeZ': sql`height_for_age_z::float8`,
    'nutrition.latest.weightForHeightZ': sql`weight_for_height_z::float8`,
    'nutrition.latest.underweight': sql`underweight`,
    'nutrition.latest.stunted': sql`stunted`,
    'nutrition.latest.wasted': sql`wasted`,
    'nutrition.latest.undernourished': sql`undernourished`,
    'nutrition.latest.hasOedema': sql`has_oedema`,
  },
  lists: { 'nutrition.latest.implausible': sql`implausible` },
};

/** What is answered by SQL alone: streamed for exports, and to fetches; test/rows compares it with the resolvers. */
export const rows: RowsDefinition<Tables> = { topics: [healthInsurance, latestMeasurement] };
