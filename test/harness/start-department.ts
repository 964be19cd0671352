import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { REGISTER } from '../../gateway/config.ts';
import type { DepartmentClient } from '../../gateway/departments/department-client.ts';
import { inProcessClient } from '../../gateway/departments/in-process.ts';
import { httpClient } from '../../gateway/departments/over-http.ts';
import { makeSealKeys, readSealKey, sealingByKey } from '../../shared/cohort/sealing-by-key.ts';
import type { Sealing } from '../../shared/cohort/sealing.ts';
import { listen } from '../../shared/http/listen.ts';
import type { OpenSubgraph, Subgraph } from '../../shared/subgraph/define-subgraph.ts';
import { serveSubgraph } from '../../shared/subgraph/serve.ts';
import { fixedClock } from '../../shared/time/clock.ts';
import type { TestTrace } from './start-trace.ts';
import { withSwitchboard } from './switchboard.ts';
import type { Switchboard } from './switchboard.ts';
import { createTestDatabase } from './test-cluster.ts';
import type { TestDatabase } from './test-cluster.ts';

/** How the departments of a graph under test are started. */
export interface DepartmentOptions {
  /** Children of the demo province; 60 when left out: the fixed cases and some more. */
  children?: number;
  seed?: number;
  /** The day that counts as now. */
  clock?: string;
  /** EMBEDDED calls the departments in process; DISTRIBUTED serves each over HTTP. */
  mode?: 'EMBEDDED' | 'DISTRIBUTED';
  /** Where the gateway and the departments write; nowhere when left out. */
  log?: Logger;
}

/** A department of the graph under test. */
export interface TestDepartment {
  open: OpenSubgraph;
  database: TestDatabase;
  client: DepartmentClient;
  board: Switchboard;
  stop: () => Promise<void>;
}

const TEST_KEY = randomBytes(32);
const SEAL_KEYS = makeSealKeys();
const silent = pino({ level: 'silent' });

async function reach(department: OpenSubgraph, mode: DepartmentOptions['mode']) {
  if (mode !== 'DISTRIBUTED')
    return { client: inProcessClient(department), stop: async () => undefined };
  const server = await listen(serveSubgraph(department, TEST_KEY), { host: '127.0.0.1', port: 0 });
  return {
    client: httpClient(department.name, `${server.url}/graphql`, TEST_KEY),
    stop: async () => {
      await Promise.all([server.close(), department.close()]);
    },
  };
}

/** The state of a department's data, and what departments are to be told: asked by time and by turn, not once a call. */
const HOUSEKEEPING = ['unlinked_records', 'is_untold'];

function noteStatement(board: Switchboard, sql: string): void {
  if (!HOUSEKEEPING.some((word) => sql.includes(word))) board.statements.push(sql);
}

function newBoard(): Switchboard {
  return {
    calls: 0,
    requests: [],
    statements: [],
    fault: null,
    streams: 0,
    isStreaming: false,
    byPages: false,
    streamsFail: false,
  };
}

/** The trail is dropped with the trace, not by the department that reads it. */
async function databaseFor(
  { name, database }: Subgraph,
  { audit }: TestTrace,
): Promise<TestDatabase> {
  if (database === 'OWN') return createTestDatabase(name);
  return { url: audit.readerUrl, drop: async () => undefined };
}

/** The gateway's own part of the graph, which runs in its process in every mode. */
export function controlOf({ control, controlUrl }: TestTrace): TestDepartment {
  const board = newBoard();
  return {
    open: control.department,
    database: { url: controlUrl, drop: async () => undefined },
    client: withSwitchboard(inProcessClient(control.department), board),
    board,
    stop: async () => undefined,
  };
}

/** As between processes: the register alone can open what departments seal. */
function testSealing(department: string): Promise<Sealing> {
  const key = readSealKey(department === REGISTER ? SEAL_KEYS.privateKey : SEAL_KEYS.publicKey);
  if (key === null) throw new Error('A key of our own cannot be read.');
  return sealingByKey(key);
}

/** Starts a department on a fresh database, filled with its part of the demo province. */
export async function startDepartment(
  subgraph: Subgraph,
  trace: TestTrace,
  options: DepartmentOptions,
): Promise<TestDepartment> {
  const board = newBoard();
  const database = await databaseFor(subgraph, trace);
  const clock = fixedClock(options.clock ?? '2022-12-31');
  const open = subgraph.open({
    databaseUrl: database.url,
    clock,
    ...(options.mode === 'DISTRIBUTED' && { sealing: await testSealing(subgraph.name) }),
    log: options.log ?? silent,
    onStatement: (sql) => {
      noteStatement(board, sql);
    },
  });
  await open.prepare();
  await open.fillDemo({ seed: options.seed ?? 1, children: options.children ?? 60 });
  const { client, stop } = await reach(open, options.mode);
  return { open, database, board, stop, client: withSwitchboard(client, board) };
}
