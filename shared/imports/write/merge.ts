import type { Client } from 'pg';
import {
  takeOutDuplicates,
  takeOutMistaken,
  takeOutRepeats,
  takeOutRuleBreakers,
} from './check-incoming.ts';
import type { Incoming } from './check-incoming.ts';
import type { Rejection } from './rejected-file.ts';
import { INCOMING, listColumns, quote } from './staging.ts';

/** What became of the rows that were gathered. */
export interface Merged {
  new: number;
  changed: number;
  same: number;
  /** Of the new, changed and same ones: linked to no child. */
  unlinked: number;
}

/** The column of every imported table that holds the register serial of the child a record is about. */
const CHILD = 'childNo';

function sameRecord({ kind }: Incoming): string {
  return kind.key.map((column) => `t.${quote(column)} = i.${quote(column)}`).join(' and ');
}

async function count(client: Client, condition = 'true'): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::integer as count from ${INCOMING} where ${condition}`,
  );
  return rows[0]?.count ?? 0;
}

/** Gives rows what their record has on file and the file does not say: its child, and the columns to keep. */
async function complete(incoming: Incoming, kept: readonly string[]): Promise<void> {
  const { client, kind } = incoming;
  const child = quote(CHILD);
  const values = [
    `${child} = coalesce(i.${child}, t.${child})`,
    ...kept.map((column) => `${quote(column)} = t.${quote(column)}`),
  ];
  const isNeeded = kept.length > 0 ? 'true' : `i.${child} is null and t.${child} is not null`;
  await client.query(
    `update ${INCOMING} i set ${values.join(', ')} from ${quote(kind.table)} t
     where ${sameRecord(incoming)} and (${isNeeded})`,
  );
}

async function applyChanges(incoming: Incoming): Promise<number> {
  const { client, kind, columns } = incoming;
  const values = columns.map((column) => `${quote(column)} = i.${quote(column)}`);
  const { rowCount } = await client.query(
    `update ${quote(kind.table)} t set ${values.join(', ')}, recorded_at = now() from ${INCOMING} i
     where ${sameRecord(incoming)}
       and (${listColumns(columns, 't.')}) is distinct from (${listColumns(columns, 'i.')})`,
  );
  return rowCount ?? 0;
}

async function insertNew(incoming: Incoming): Promise<number> {
  const { client, kind, columns } = incoming;
  const table = quote(kind.table);
  const { rowCount } = await client.query(
    `insert into ${table} (${listColumns(columns)}) select ${listColumns(columns)} from ${INCOMING} i
     where not exists (select from ${table} t where ${sameRecord(incoming)}) order by row_no`,
  );
  return rowCount ?? 0;
}

/**
 * Brings the gathered rows into the table: each is new, changes its record, or says what is on record. Rows that cannot
 * stand are taken out and handed to `reject`. Nobody else writes the table meanwhile; readers are not held up.
 */
export async function merge(
  incoming: Incoming,
  kept: readonly string[],
  reject: (rejections: readonly Rejection[]) => Promise<void>,
): Promise<Merged> {
  const { client, kind, columns } = incoming;
  if (columns.length === 0) return { new: 0, changed: 0, same: 0, unlinked: 0 };
  await client.query(`lock table ${quote(kind.table)} in share row exclusive mode`);
  await client.query(`analyze ${INCOMING}`);
  await complete(incoming, kept);
  await reject(await takeOutRuleBreakers(incoming));
  await reject(await takeOutMistaken(incoming));
  const repeats = await takeOutRepeats(incoming);
  await reject(repeats.rejections);
  await reject(await takeOutDuplicates(incoming));
  const rest = await count(client);
  const unlinked = await count(client, `${quote(CHILD)} is null`);
  const changed = await applyChanges(incoming);
  const inserted = await insertNew(incoming);
  return { new: inserted, changed, same: rest - changed - inserted + repeats.same, unlinked };
}
