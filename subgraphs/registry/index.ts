import { defineSubgraph } from '../../shared/subgraph/define-subgraph.ts';
import { topics } from './criteria.ts';
import { demo } from './demo.ts';
import { linkBook } from './links/link-book.ts';
import { createLoaders } from './loaders.ts';
import { findDataState } from './queries/lists.ts';
import { resolvers } from './resolvers.ts';
import { rows } from './rows.ts';
import { writeReferenceData } from './write-reference-data.ts';

/** The coordination office's register: who the child is and where the child lives. */
export const subgraph = defineSubgraph({
  name: 'registry',
  folder: import.meta.dirname,
  resolvers,
  createLoaders,
  findDataState,
  writeReferenceData,
  topics,
  rows,
  linkBook,
  demo,
});
