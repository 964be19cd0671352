import { defineSubgraph } from '../../shared/subgraph/define-subgraph.ts';
import { createLoaders } from './loaders.ts';
import { findDataState } from './queries.ts';
import { resolvers } from './resolvers.ts';

/** The data protection officer's: who looked at whom, and emergencies to review. */
export const subgraph = defineSubgraph({
  name: 'audit',
  folder: import.meta.dirname,
  database: 'TRAIL',
  resolvers,
  createLoaders,
  findDataState,
});
