import { defineSubgraph } from '../../shared/subgraph/define-subgraph.ts';
import { topics } from './criteria.ts';
import { demo } from './demo.ts';
import { imports } from './imports.ts';
import { createLoaders } from './loaders.ts';
import { findDataState } from './queries.ts';
import { resolvers } from './resolvers.ts';
import { rows } from './rows.ts';

/** Department of Health: health insurance and nutrition. */
export const subgraph = defineSubgraph({
  name: 'health',
  folder: import.meta.dirname,
  resolvers,
  createLoaders,
  findDataState,
  topics,
  rows,
  demo,
  imports,
});
