import { createLoader } from '../../shared/database/loader.ts';
import type { Kysely } from 'kysely';
import type { CohortValue } from '../../shared/cohort/narrow.ts';
import { manyByKey, oneByKey } from '../../shared/database/by-key.ts';
import type { SubgraphContext } from '../../shared/subgraph/define-subgraph.ts';
import { findBirthRegistrations, findLegalAidCases } from './queries.ts';
import type { Tables } from './tables.ts';

/** The child a resolver answers for: its register serial. */
export interface ChildSource {
  childNo: number;
}

/** A cohort as it is passed on. */
export type CohortSource = CohortValue;

/** One statement a loader, however many children a call asks for. */
export function createLoaders(db: Kysely<Tables>) {
  return {
    birthRegistration: createLoader(async (childNos: readonly number[]) =>
      oneByKey(childNos, await findBirthRegistrations(db, childNos), (row) => row.childNo),
    ),
    legalAid: createLoader(async (childNos: readonly number[]) =>
      manyByKey(childNos, await findLegalAidCases(db, childNos), (row) => row.childNo),
    ),
  };
}

export type Context = SubgraphContext<ReturnType<typeof createLoaders>>;
