import type { DocumentNode } from 'graphql';
import type { Logger } from 'pino';
import type { Grant } from '../access/grant.ts';
import type { KeeperState } from '../cohort/cohort-keeper.ts';
import type { Sealing } from '../cohort/sealing.ts';
import type { DemoProvince } from '../demo-province/demo-child.ts';
import type { FillOutcome } from '../demo-province/fill.ts';
import type { RecordKind } from '../imports/record-kind.ts';
import type { RowsRequest } from '../rows/row-request.ts';
import type { Clock } from '../time/clock.ts';
import type { DepartmentAnswer, DepartmentRequest } from './department-call.ts';
import type { Execution } from './executor.ts';

/** Whose database a department answers from. */
export type DatabaseKind = 'OWN' | 'TRAIL';

/** What a department needs from outside to run. */
export interface SubgraphResources {
  databaseUrl: string;
  clock: Clock;
  log: Logger;
  /** How sets of children are sealed for the register; for departments of this process when left out. */
  sealing?: Sealing;
  /** How operations are executed: by functions compiled of them when left out. */
  execution?: Execution;
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
  /** The paths from Child that it streams for exports. */
  rowColumns: readonly string[];
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
  /**
   * Streams rows under a grant (shared/rows/README.md); what refuses them, as RowsNotServed where the graph answers all
   * the same, is thrown before the first piece.
   */
  rows: (request: RowsRequest, grant: Grant) => AsyncGenerator<Buffer, void>;
  close: () => Promise<void>;
}
