import { createLoader } from '../../shared/database/loader.ts';
import type { Kysely } from 'kysely';
import type { CohortValue } from '../../shared/cohort/narrow.ts';
import { manyByKey } from '../../shared/database/by-key.ts';
import type { SubgraphContext } from '../../shared/subgraph/define-subgraph.ts';
import { findHealthInsuranceCards, findNutritionMeasurements } from './queries.ts';
import type { HealthInsuranceCardRow, NutritionMeasurementRow, Tables } from './tables.ts';

/** The child a resolver answers for: its register serial. */
export interface ChildSource {
  childNo: number;
}

/** A cohort as it is passed on. */
export type CohortSource = CohortValue;

/** A child's cards, latest first day of validity first; never empty. */
export interface HealthInsuranceSource {
  cards: HealthInsuranceCardRow[];
}

/** A child's measurements, newest first; never empty. */
export interface NutritionSource {
  measurements: NutritionMeasurementRow[];
}

/** One statement a loader, however many children a call asks for. */
export function createLoaders(db: Kysely<Tables>) {
  return {
    healthInsuranceCards: createLoader(async (childNos: readonly number[]) =>
      manyByKey(childNos, await findHealthInsuranceCards(db, childNos), (row) => row.childNo),
    ),
    nutritionMeasurements: createLoader(async (childNos: readonly number[]) =>
      manyByKey(childNos, await findNutritionMeasurements(db, childNos), (row) => row.childNo),
    ),
  };
}

export type Context = SubgraphContext<ReturnType<typeof createLoaders>>;
