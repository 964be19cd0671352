import { Client } from 'pg';
import { copyInto, encodeCopyRow } from '../database/copy.ts';
import type { CopyValue } from '../database/copy.ts';
import { snakeCase } from '../database/snake-case.ts';
import { demoChild } from './demo-child.ts';
import type { DemoProvince } from './demo-child.ts';
import type { Demo } from './demo.ts';
import { randomFor } from './random.ts';

/**
 * What became of a request to fill: filled now, filled before, left alone because other records are there, or not for
 * this department.
 */
export type FillOutcome = 'FILLED' | 'FILLED_BEFORE' | 'HOLDS_OTHER_RECORDS' | 'NOTHING_TO_FILL';

export interface FillOptions {
  /** The department's own database; everything is written in one transaction. */
  databaseUrl: string;
  /** The department's name, part of what its random draws repeat for. */
  department: string;
  province: DemoProvince;
  /** Called after each batch with the children done so far. */
  onProgress?: (children: number) => void;
}

/** One table's part of a batch: rows encoded for COPY. */
interface Target {
  name: string;
  table: string;
  columns: readonly string[];
  columnNames: readonly string[];
}

const CHILDREN_PER_BATCH = 2_000;

function targetsOf(columns: Readonly<Record<string, readonly string[] | undefined>>): Target[] {
  return Object.entries(columns).map(([name, names = []]) => ({
    name,
    columns: names,
    table: snakeCase(name),
    columnNames: names.map(snakeCase),
  }));
}

type LooseRows = Readonly<
  Record<string, readonly Readonly<Record<string, CopyValue | undefined>>[] | undefined>
>;

function appendRows(batch: Map<string, string[]>, targets: Target[], rows: LooseRows): void {
  for (const { name, columns } of targets) {
    for (const row of rows[name] ?? []) {
      batch.get(name)?.push(encodeCopyRow(columns.map((column) => row[column] ?? null)));
    }
  }
}

function makeBatch<Tables>(
  demo: Demo<Tables>,
  targets: Target[],
  { department, province }: FillOptions,
  from: number,
  to: number,
) {
  const batch = new Map<string, string[]>(targets.map(({ name }) => [name, []]));
  for (let childNo = from; childNo <= to; childNo += 1) {
    const child = demoChild(province.seed, childNo);
    if (child.retiredFor !== null && demo.knowsRetiredNumbers !== true) continue;
    appendRows(batch, targets, demo.rowsOf(child, randomFor(province.seed, childNo, department)));
  }
  return batch;
}

async function isFilled(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ filled: boolean }>(
    "select to_regclass('demo_province') is not null as filled",
  );
  return rows[0]?.filled === true;
}

async function holdsRecords(client: Client, targets: Target[]): Promise<boolean> {
  for (const { table } of targets) {
    const { rowCount } = await client.query(`select 1 from "${table}" limit 1`);
    if (rowCount !== 0) return true;
  }
  return false;
}

async function writeAll<Tables>(
  client: Client,
  demo: Demo<Tables>,
  targets: Target[],
  options: FillOptions,
): Promise<void> {
  const { children } = options.province;
  for (let from = 1; from <= children; from += CHILDREN_PER_BATCH) {
    const to = Math.min(from + CHILDREN_PER_BATCH - 1, children);
    const batch = makeBatch(demo, targets, options, from, to);
    for (const { name, table, columnNames } of targets) {
      await copyInto(client, table, columnNames, (batch.get(name) ?? []).join(''));
    }
    options.onProgress?.(to);
  }
}

async function markFilled(client: Client, { seed, children }: DemoProvince): Promise<void> {
  await client.query(
    'create table demo_province (seed bigint, children integer, filled_at timestamptz default now())',
  );
  await client.query('insert into demo_province values ($1, $2)', [seed, children]);
}

/** Fills a department's database with its part of the demo province, unless it holds records; all or nothing. */
export async function fillDemo<Tables>(
  demo: Demo<Tables>,
  options: FillOptions,
): Promise<FillOutcome> {
  const targets = targetsOf({ ...demo.columns });
  const client = new Client({ connectionString: options.databaseUrl });
  // A broken connection fails the statement that waits for it; nothing more is to do about it here.
  client.on('error', () => undefined);
  await client.connect();
  try {
    if (await isFilled(client)) return 'FILLED_BEFORE';
    if (await holdsRecords(client, targets)) return 'HOLDS_OTHER_RECORDS';
    await client.query('begin');
    await writeAll(client, demo, targets, options);
    await markFilled(client, options.province);
    await client.query('commit');
    await client.query('vacuum analyze');
    return 'FILLED';
  } finally {
    await client.end();
  }
}
