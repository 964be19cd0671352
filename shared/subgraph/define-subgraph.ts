import type { GraphQLSchema } from 'graphql';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { CohortKeeper } from '../cohort/cohort-keeper.ts';
import type { Cohorts } from '../cohort/narrow.ts';
import { processSealing } from '../cohort/sealing.ts';
import type { AnyTopic } from '../cohort/topic.ts';
import { connect } from '../database/connect.ts';
import { migrateToLatest } from '../database/migrate.ts';
import type { Demo } from '../demo-province/demo.ts';
import { fillDemo } from '../demo-province/fill.ts';
import { fetchCompiler } from '../fetch/fetch-compiler.ts';
import type { RecordKind } from '../imports/record-kind.ts';
import type { RowsDefinition } from '../rows/row-topic.ts';
import { columnsOf, rowStreamer } from '../rows/serve-rows.ts';
import { takeLinks } from '../links/take-links.ts';
import { createAnswerer } from './answer.ts';
import type { LinkBook } from './answer.ts';
import type { Call, CallsOfTurn, SubgraphContext } from './call.ts';
import type { DataState } from './department-call.ts';
import type { Execution } from './executor.ts';
import { buildSchema, readTypeDefs } from './schema.ts';
import type { ResolverMap } from './schema.ts';
import type { DatabaseKind, OpenSubgraph, Subgraph, SubgraphResources } from './subgraph.ts';
import path from 'node:path';

/** What a department states of itself in its index.ts. */
export interface SubgraphDefinition<Tables, Loaders> {
  /** The folder's name; also the name of its database and of its database role. */
  name: string;
  /** The department's folder: schema.graphql and migrations/ lie in it. */
  folder: string;
  /** Its own, with migrations/, when left out; TRAIL: the gateway's record of accesses, which it may only read. */
  database?: DatabaseKind;
  resolvers: ResolverMap;
  /** Fresh loaders for calls that are answered together. */
  createLoaders: (db: Kysely<Tables>, call: CallsOfTurn) => Loaders;
  findDataState: (db: Kysely<Tables>) => Promise<DataState>;
  /** Writes what the law or the State publishes (lists, calendars). Runs at each start, so it is repeatable. */
  writeReferenceData?: (db: Kysely<Tables>) => Promise<void>;
  /** The records that cohorts are narrowed by; left out where there are none. */
  topics?: readonly AnyTopic[];
  /** What of its fields on Child is answered by SQL alone: to fetches, and to exports; left out where nothing is. */
  rows?: RowsDefinition<Tables>;
  /** Left out where it holds nothing about the demo province. */
  demo?: Demo<Tables>;
  /** The records it takes in from files (npm run import); left out where there are none. */
  imports?: readonly RecordKind[];
  /** For the register alone: what it keeps of whose departments' records are. */
  linkBook?: (db: Kysely<Tables>) => LinkBook<SubgraphContext<Loaders>>;
}

export type {
  Call,
  DatabaseKind,
  CallsOfTurn,
  OpenSubgraph,
  Subgraph,
  SubgraphContext,
  SubgraphResources,
};

/** Declares a department's subgraph; the only thing its index.ts does. */
export function defineSubgraph<Tables, Loaders>(
  definition: SubgraphDefinition<Tables, Loaders>,
): Subgraph {
  const { name, folder, database = 'OWN', imports = [] } = definition;
  return {
    name,
    database,
    typeDefs: readTypeDefs(folder),
    imports,
    sealsCohorts: definition.topics !== undefined,
    rowColumns: columnsOf(definition.rows),
    open: (resources) => openSubgraph(definition, resources),
  };
}

function fillerOf<Tables>(
  department: string,
  databaseUrl: string,
  demo: Demo<Tables> | undefined,
): OpenSubgraph['fillDemo'] {
  return async (province, onProgress) => {
    if (demo === undefined) return 'NOTHING_TO_FILL';
    const options = { databaseUrl, department, province };
    return fillDemo(demo, onProgress ? { ...options, onProgress } : options);
  };
}

function cohortsOf<Tables, Loaders>(
  { name, topics = [] }: SubgraphDefinition<Tables, Loaders>,
  db: Kysely<Tables>,
  { log, sealing = processSealing }: SubgraphResources,
): Cohorts {
  const keepers = topics.map((topic) => topic.keeperIn(db));
  const keeper = new CohortKeeper(db, keepers, log.child({ department: name }));
  return { department: name, database: db, keeper, sealing };
}

function connectFor<Tables>(
  department: string,
  { databaseUrl, log, onStatement }: SubgraphResources,
): Kysely<Tables> {
  return connect<Tables>({
    url: databaseUrl,
    onConnectionLost: (err) => {
      log.warn({ err, department }, 'database connection lost');
    },
    ...(onStatement && { onStatement }),
  });
}

/** What a department's answers are made from. */
interface Opened<Tables> {
  db: Kysely<Tables>;
  schema: GraphQLSchema;
  call: Omit<Call, 'grant'>;
  log: Logger;
  execution: Execution;
}

function answererOf<Tables, Loaders>(
  definition: SubgraphDefinition<Tables, Loaders>,
  { db, schema, call, log, execution }: Opened<Tables>,
) {
  const { name, imports = [], rows = { topics: [] } } = definition;
  return createAnswerer({
    department: name,
    schema,
    execution,
    compileFetch: fetchCompiler({ rows, schema, db }, log),
    createContext: (grant): SubgraphContext<Loaders> => {
      const turn: CallsOfTurn = { grant, fieldsAsked: new Set(), ...call };
      return { loaders: definition.createLoaders(db, turn), ...turn };
    },
    takeLinks: (changes) => {
      const own = changes.filter(({ department }) => department === name);
      return takeLinks(db, imports, own);
    },
    links: definition.linkBook?.(db) ?? null,
    findDataState: () => definition.findDataState(db),
    log,
  });
}

function openSubgraph<Tables, Loaders>(
  definition: SubgraphDefinition<Tables, Loaders>,
  resources: SubgraphResources,
): OpenSubgraph {
  const { databaseUrl, clock, execution = 'COMPILED' } = resources;
  const { name, folder, database = 'OWN', demo } = definition;
  const db = connectFor<Tables>(name, resources);
  const call = { clock, cohorts: cohortsOf(definition, db, resources) };
  const schema = buildSchema(folder, definition.resolvers);
  const opened = { db, schema, call, execution, log: resources.log.child({ department: name }) };
  return {
    name,
    hasDemo: demo !== undefined,
    prepare: async () => {
      if (database === 'OWN') await migrateToLatest(db, path.join(folder, 'migrations'));
      await definition.writeReferenceData?.(db);
    },
    fillDemo: fillerOf(name, databaseUrl, demo),
    startCohorts: () => {
      call.cohorts.keeper.start();
    },
    cohortState: () => call.cohorts.keeper.state,
    answer: answererOf(definition, opened),
    rows: rowStreamer({ rows: definition.rows, ...opened }),
    close: async () => {
      await call.cohorts.keeper.close();
      await db.destroy();
    },
  };
}
