import { defineSubgraph } from '../../shared/subgraph/define-subgraph.ts';
import { readHolidayCalendar } from './clocks/holiday-calendar.ts';
import { topics } from './criteria.ts';
import { demo } from './demo.ts';
import { imports } from './imports.ts';
import { createLoaders } from './loaders.ts';
import { findDataState, replaceHolidayCalendar } from './queries.ts';
import { resolvers } from './resolvers.ts';
import { rows } from './rows.ts';

/** Police: reports of child abuse and the intervention that followed. */
export const subgraph = defineSubgraph({
  name: 'police',
  folder: import.meta.dirname,
  resolvers,
  createLoaders,
  findDataState,
  writeReferenceData: (db) => replaceHolidayCalendar(db, readHolidayCalendar()),
  topics,
  rows,
  demo,
  imports,
});
