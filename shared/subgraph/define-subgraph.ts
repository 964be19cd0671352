import type { DocumentNode } from 'graphql';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Grant } from '../access/grant.ts';
import { CohortKeeper } from '../cohort/cohort-keeper.ts';
import type { KeeperState } from '../cohort/cohort-keeper.ts';
import type { Cohorts } from '../cohort/narrow.ts';
import { processSealing } from '../cohort/sealing.ts';
import type { Sealing } from '../cohort/sealing.ts';
import type { AnyTopic } from '../cohort/topic.ts';
import { connect } from '../database/connect.ts';
import { migrateToLatest } from '../database/migrate.ts';
import type { DemoProvince } from '../demo-province/demo-child.ts';
import type { Demo } from '../demo-province/demo.ts';
import { fillDemo } from '../demo-province/fill.ts';
import type { FillOutcome } from '../demo-province/fill.ts';
import type { RecordKind } from '../imports/record-kind.ts';
import { takeLinks } from '../links/take-links.ts';
import type { Clock } from '../time/clock.ts';
import { createAnswerer } from './answer.ts';
import type { LinkBook } from './answer.ts';
import type { DataState, DepartmentAnswer, DepartmentRequest } from './department-call.ts';
import { buildSchema, readTypeDefs } from './schema.ts';
import type { ResolverMap } from './schema.ts';
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
  /** Fresh loaders for one call. */
  createLoaders: (db: Kysely<Tables>, call: Call) => Loaders;
  findDataState: (db: Kysely<Tables>) => Promise<DataState>;
  /** Writes what the law or the State publishes (lists, calendars). Runs at each start, so it is repeatable. */
  writeReferenceData?: (db: Kysely<Tables>) => Promise<void>;
  /** The records that cohorts are narrowed by; left out where there are none. */
  topics?: readonly AnyTopic[];
  /** Left out where it holds nothing about the demo province. */
  demo?: Demo<Tables>;
  /** The records it takes in from files (npm run import); left out where there are none. */
  imports?: readonly RecordKind[];
  /** For the register alone: what it keeps of whose departments' records are. */
  linkBook?: (db: Kysely<Tables>) => LinkBook<SubgraphContext<Loaders>>;
}

/** Whose database a department answers from. */
export type DatabaseKind = 'OWN' | 'TRAIL';

/** What belongs to one call: what it may be answered, and what counts as now. */
export interface Call {
  grant: Grant;
  clock: Clock;
  /** The department's part in cohorts. */
  cohorts: Cohorts;
}

/** What a department's resolvers are given on each call. */
export interface SubgraphContext<Loaders> extends Call {
  loaders: Loaders;
}

/** What a department needs from outside to run. */
export interface SubgraphResources {
  databaseUrl: string;
  clock: Clock;
  log: Logger;
  /** How sets of children are sealed for the register; for departments of this process when left out. */
  sealing?: Sealing;
  /** Called with the text of each SQL statement that ran. */
  onStatement?: (sql: string) => void;
}

/** A department as the other rooms see it. */
export interface Subgraph {
  name: string;
  database: DatabaseKind;
  /** Its SDL, the shared prelude included. */
  typeDefs: DocumentNode;
  /** The records it takes in from files. */
  imports: readonly RecordKind[];
  /** Whether it has a part in cohorts, so that as a process of its own it needs a key to seal sets by. */
  sealsCohorts: boolean;
  open: (resources: SubgraphResources) => OpenSubgraph;
}

/** A department on its database. */
export interface OpenSubgraph {
  name: string;
  /** Whether it has a part in the demo province. */
  hasDemo: boolean;
  /** Brings the schema of its database, and what the State publishes, up to date. */
  prepare: () => Promise<void>;
  /** Fills its part of the demo province, unless it holds records; `onProgress` hears of the children done. */
  fillDemo: (
    province: DemoProvince,
    onProgress?: (children: number) => void,
  ) => Promise<FillOutcome>;
  /** Begins to bring the records behind cohorts into memory; without it the first cohort does. */
  startCohorts: () => void;
  /** How far they are. */
  cohortState: () => KeeperState;
  /** Answers one operation under a grant; what goes wrong is in the answer's errors. */
  answer: (request: DepartmentRequest, grant: Grant) => Promise<DepartmentAnswer>;
  close: () => Promise<void>;
}

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

function answererOf<Tables, Loaders>(
  definition: SubgraphDefinition<Tables, Loaders>,
  db: Kysely<Tables>,
  cohorts: Cohorts,
  { clock, log }: SubgraphResources,
) {
  const { name, folder, imports = [] } = definition;
  return createAnswerer({
    department: name,
    schema: buildSchema(folder, definition.resolvers),
    createContext: (grant): SubgraphContext<Loaders> => ({
      loaders: definition.createLoaders(db, { grant, clock, cohorts }),
      grant,
      clock,
      cohorts,
    }),
    takeLinks: (changes) => {
      const own = changes.filter(({ department }) => department === name);
      return takeLinks(db, imports, own);
    },
    links: definition.linkBook?.(db) ?? null,
    findDataState: () => definition.findDataState(db),
    log: log.child({ department: name }),
  });
}

function openSubgraph<Tables, Loaders>(
  definition: SubgraphDefinition<Tables, Loaders>,
  resources: SubgraphResources,
): OpenSubgraph {
  const { databaseUrl } = resources;
  const { name, folder, database = 'OWN', demo } = definition;
  const db = connectFor<Tables>(name, resources);
  const cohorts = cohortsOf(definition, db, resources);
  return {
    name,
    hasDemo: demo !== undefined,
    prepare: async () => {
      if (database === 'OWN') await migrateToLatest(db, path.join(folder, 'migrations'));
      await definition.writeReferenceData?.(db);
    },
    fillDemo: fillerOf(name, databaseUrl, demo),
    startCohorts: () => {
      cohorts.keeper.start();
    },
    cohortState: () => cohorts.keeper.state,
    answer: answererOf(definition, db, cohorts, resources),
    close: async () => {
      await cohorts.keeper.close();
      await db.destroy();
    },
  };
}
