import { isDeepStrictEqual } from 'node:util';
import { Client } from 'pg';
import { readTrustedOperations } from '../../../gateway/limits/trusted-operations.ts';
import type { TrustedOperation } from '../../../gateway/limits/trusted-operations.ts';
import { say } from '../../../shared/start/say.ts';
import type { Contestant } from '../contestants/contestant.ts';
import { difference } from '../measure/same-answers.ts';
import { readStream } from '../measure/read-stream.ts';
import type { StreamRead } from '../measure/read-stream.ts';
import { failed, inTurns, serverOf } from '../measure/run-rounds.ts';
import type { Outcomes } from '../measure/run-rounds.ts';
import { cpuBetween, forgetPeaks, peakOfAll, readCpu, residentOfAll } from '../measure/usage.ts';
import { IN_COHORT } from '../sql/child-answer.ts';
import type { Arena } from './arena.ts';
import { cursorOf } from './questions.ts';

const FORMATS = ['ndjson', 'csv'] as const;
type Format = (typeof FORMATS)[number];

const PAGE = 1_000;

/** One export. Times in seconds, memory in MB. */
export interface ExportTurn {
  rows: number;
  seconds: number;
  cpu: number;
  databaseCpu: number;
  /** Memory of the contestant's own processes before, and the most during the export. */
  idle: number;
  peak: number;
  /** Whether the time is that of some pages, multiplied: for those that have no export. */
  isExtrapolated: boolean;
}

function exported(): TrustedOperation {
  const operation = [...readTrustedOperations().values()].find(
    ({ name }) => name === 'ChildrenOfUnit',
  );
  if (operation === undefined) throw new Error('There is no operation ChildrenOfUnit to export.');
  return operation;
}

async function countRows(joinedUrl: string): Promise<number> {
  const client = new Client({ connectionString: joinedUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from registry.child where ${IN_COHORT}`,
    );
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}

/** Asks for the whole list as a file, and reads all of it or its first rows. */
async function download(
  contestant: Contestant,
  format: Format,
  extent: 'WHOLE' | 'HEAD',
): Promise<StreamRead> {
  const { url, headers } = contestant.target('export');
  if (contestant.name === 'sql')
    return readStream({ url: `${url}.${format}`, headers, body: '{}' }, format, extent);
  const documentId = `sha256:${exported().id}`;
  const body = JSON.stringify({ documentId, variables: { unit: '30' }, format });
  return readStream({ url, headers, body }, format, extent);
}

async function wholeExport(
  contestant: Contestant,
  format: Format,
  rows: number,
): Promise<ExportTurn> {
  const idle = residentOfAll(contestant.pids);
  forgetPeaks(contestant.pids);
  const [before, databaseBefore] = [readCpu(contestant.pids), readCpu(serverOf(contestant))];
  const begun = performance.now();
  const read = await download(contestant, format, 'WHOLE');
  if (read.rows !== rows) throw new Error(`It holds ${read.rows} rows and not ${rows}.`);
  return {
    rows,
    seconds: (performance.now() - begun) / 1_000,
    cpu: cpuBetween(before, readCpu(contestant.pids)) / 1_000,
    databaseCpu: cpuBetween(databaseBefore, readCpu(serverOf(contestant))) / 1_000,
    idle,
    peak: peakOfAll(contestant.pids),
    isExtrapolated: false,
  };
}

/** Pages that lie evenly over the list, each timed, and what all pages would take. */
async function byPages(
  { bench, province }: Arena,
  contestant: Contestant,
  rows: number,
): Promise<ExportTurn> {
  const { exportPages } = bench.thoroughness;
  const query = exported().text;
  const bodies = Array.from({ length: exportPages }, (_, page) => {
    const after = cursorOf(
      Math.floor((page * Math.max(0, province.children - PAGE)) / exportPages),
    );
    return JSON.stringify({ query, variables: { unit: '30', first: PAGE, after } });
  });
  const idle = residentOfAll(contestant.pids);
  forgetPeaks(contestant.pids);
  const [before, databaseBefore] = [readCpu(contestant.pids), readCpu(serverOf(contestant))];
  const result = await bench.generator.run({
    ...contestant.target('page'),
    bodies,
    from: 0,
    concurrency: 1,
    requests: exportPages,
    seconds: 600,
  });
  if (result.wrong > 0) throw new Error(result.firstWrong ?? '');
  const times = rows / PAGE / result.requests;
  return {
    rows,
    seconds: result.seconds * times,
    cpu: (cpuBetween(before, readCpu(contestant.pids)) / 1_000) * times,
    databaseCpu: (cpuBetween(databaseBefore, readCpu(serverOf(contestant))) / 1_000) * times,
    idle,
    peak: peakOfAll(contestant.pids),
    isExtrapolated: true,
  };
}

const WHOLE = new Set(['embedded', 'distributed', 'sql']);

/** Those whose first rows are not those of the SQL join. */
async function differing(contestants: readonly Contestant[], format: Format) {
  const sql = contestants.find(({ name }) => name === 'sql');
  const failures: Record<string, string> = {};
  if (sql === undefined) return failures;
  const { head: right } = await download(sql, format, 'HEAD');
  for (const contestant of contestants) {
    if (!WHOLE.has(contestant.name)) continue;
    const flaw = await download(contestant, format, 'HEAD').then(
      ({ head }) =>
        isDeepStrictEqual(head, right)
          ? null
          : `Its first rows are others: ${difference(head, right)}`,
      String,
    );
    if (flaw !== null) failures[contestant.name] = flaw;
  }
  return failures;
}

/** All children of the province, sixteen columns, as NDJSON and CSV. */
export async function runExport(arena: Arena) {
  const rows = await countRows(arena.province.joinedUrl);
  const results: Record<string, Outcomes<ExportTurn>> = {};
  const { longRounds } = arena.bench.thoroughness;
  const contestants = arena.contestants.filter(({ name }) => name !== 'sql-batched');
  for (const format of FORMATS) {
    say(`export of ${rows} children as ${format}`);
    const failures = await differing(contestants, format);
    const right = contestants.filter(({ name }) => failures[name] === undefined);
    const outcomes = await inTurns(right, longRounds, (contestant) =>
      WHOLE.has(contestant.name)
        ? wholeExport(contestant, format, rows)
        : byPages(arena, contestant, rows),
    );
    results[`export-${format}`] = { ...outcomes, ...failed<ExportTurn>(failures) };
  }
  return results;
}
