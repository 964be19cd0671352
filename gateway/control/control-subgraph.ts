import { defineSubgraph } from '../../shared/subgraph/define-subgraph.ts';
import type { Subgraph } from '../../shared/subgraph/define-subgraph.ts';
import { readTypeDefs } from '../../shared/subgraph/schema.ts';
import type { Trail } from '../audit/trail.ts';
import { readIndicators } from '../indicators/read-indicators.ts';
import { readPlans } from '../plans/read-plans.ts';
import { changesFor } from './changes.ts';
import type { Changes } from './changes.ts';
import { resolvers } from './resolvers.ts';
import type { Tables } from './tables.ts';

/** What the gateway's own part of the graph is called in it, and its database and role. */
export const CONTROL = 'control';

/** Its part of the contract, for composing without anything running. */
export const controlContract: Pick<Subgraph, 'name' | 'typeDefs'> = {
  name: CONTROL,
  typeDefs: readTypeDefs(import.meta.dirname),
};

/** The gateway's own part of the graph, which writes to its trail. */
export function controlSubgraph(trail: Trail): Subgraph {
  const plans = readPlans(readIndicators());
  return defineSubgraph<Tables, Changes>({
    name: CONTROL,
    folder: import.meta.dirname,
    resolvers,
    createLoaders: (db, call) => changesFor(db, { trail, plans }, call),
    findDataState: async () => ({ freshAsOf: null, unlinkedRecords: 0 }),
  });
}
