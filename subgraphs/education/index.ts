import { defineSubgraph } from '../../shared/subgraph/define-subgraph.ts';
import { topics } from './criteria.ts';
import { demo } from './demo.ts';
import { imports } from './imports.ts';
import { createLoaders } from './loaders.ts';
import { findDataState, saveSwimmingStandards } from './queries.ts';
import { resolvers } from './resolvers.ts';
import { rows } from './rows.ts';
import { readSwimmingStandards } from './swimming/standards.ts';

/** Department of Education and Training: preschool enrolment and swimming skills. */
export const subgraph = defineSubgraph({
  name: 'education',
  folder: import.meta.dirname,
  resolvers,
  createLoaders,
  findDataState,
  writeReferenceData: (db) => saveSwimmingStandards(db, readSwimmingStandards()),
  topics,
  rows,
  demo,
  imports,
});
