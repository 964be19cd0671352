import type { Kysely } from 'kysely';
import type { PageArguments } from '../../shared/graphql/connection.ts';
import type { SubgraphContext } from '../../shared/subgraph/define-subgraph.ts';
import { pageFrom, sliceFor } from './page.ts';
import { findAccesses, findEmergencies } from './queries.ts';
import type { Tables } from './tables.ts';

/** An emergency with its review, as the trail tells of it. */
export type EmergencySource = Awaited<ReturnType<typeof findEmergencies>>[number];

/** One statement a loader; nothing here is asked for many children at once. */
export function createLoaders(db: Kysely<Tables>) {
  return {
    accesses: async (childNo: number, emergencyId: string | null, page: PageArguments) => {
      const slice = sliceFor(page);
      return pageFrom(await findAccesses(db, childNo, { ...slice, emergencyId }), slice);
    },
    emergencies: async (isOpen: boolean | null, page: PageArguments) => {
      const slice = sliceFor(page);
      return pageFrom(await findEmergencies(db, { ...slice, isOpen }), slice);
    },
  };
}

export type Context = SubgraphContext<ReturnType<typeof createLoaders>>;
