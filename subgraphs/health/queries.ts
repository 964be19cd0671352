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
