import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { anyOf } from '../../shared/database/any-of.ts';
import type { DataState } from '../../shared/subgraph/department-call.ts';
import type { HealthInsuranceCardRow, NutritionMeasurementRow, Tables } from './tables.ts';

/** The health insurance cards of the children, latest first day of validity first. */
export function findHealthInsuranceCards(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<HealthInsuranceCardRow[]> {
  return db
    .selectFrom('healthInsuranceCard')
    .selectAll()
    .where('childNo', '=', anyOf(childNos))
    .orderBy('validFrom', 'desc')
    .orderBy('number')
    .execute();
}

/** The growth measurements of the children, newest first. */
export function findNutritionMeasurements(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<NutritionMeasurementRow[]> {
  return db
    .selectFrom('nutritionMeasurement')
    .selectAll()
    .where('childNo', '=', anyOf(childNos))
    .orderBy('measuredOn', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** What cohorts judge a card by. */
export type CardFacts = Pick<
  HealthInsuranceCardRow,
  'beneficiaryCode' | 'issuedOn' | 'validFrom' | 'validTo' | 'withdrawnOn'
>;

/** The cards of all children. */
export const cardFacts = sql<CardFacts & { childNo: number }>`
  select child_no, beneficiary_code, issued_on, valid_from, valid_to, withdrawn_on
  from health_insurance_card where child_no is not null`;

/** What cohorts judge a measurement by. */
export type MeasurementFacts = Pick<
  NutritionMeasurementRow,
  'measuredOn' | 'underweight' | 'stunted' | 'wasted' | 'undernourished'
>;

/** The measurements of all children; `id` tells which of a day came last. */
export const measurementFacts = sql<MeasurementFacts & { childNo: number }>`
  select child_no, measured_on, id, underweight, stunted, wasted, undernourished
  from nutrition_measurement where child_no is not null`;

/** When the newest record was written, and how many records are linked to no child yet. */
export async function findDataState(db: Kysely<Tables>): Promise<DataState> {
  return db
    .selectNoFrom([
      sql<Date | null>`greatest(
        (select max(recorded_at) from health_insurance_card),
        (select max(recorded_at) from nutrition_measurement))`.as('freshAsOf'),
      sql<number>`(select count(*) from health_insurance_card where child_no is null)
        + (select count(*) from nutrition_measurement where child_no is null)`.as(
        'unlinkedRecords',
      ),
    ])
    .executeTakeFirstOrThrow();
}
