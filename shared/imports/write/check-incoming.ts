import type { Client } from 'pg';
import { snakeCase } from '../../database/snake-case.ts';
import type { RecordKind, Rule } from '../record-kind.ts';
import type { Rejection } from './rejected-file.ts';
import { INCOMING, listColumns, quote } from './staging.ts';

interface Constraint {
  name: string;
  expression: string;
  columns: string[];
}

const CONSTRAINTS = `
  select conname as name, pg_get_expr(conbin, conrelid) as expression,
    array(select attname::text from pg_attribute where attrelid = conrelid and attnum = any (conkey)) as columns
  from pg_constraint where conrelid = to_regclass($1) and contype = 'c' order by conname`;

/** What a check needs to know of the file's rows. */
export interface Incoming {
  client: Client;
  kind: RecordKind;
  /** The table's columns that the rows have. */
  columns: readonly string[];
}

/** Takes the rows out for which `condition` holds of `i`, and says why. */
async function takeOut(
  { client, columns }: Incoming,
  condition: string,
  { column, vi }: Rule,
): Promise<Rejection[]> {
  const value = columns.includes(column) ? `i.${quote(column)}::text` : 'null';
  const { rows } = await client.query<{ row: number; value: string | null }>(
    `delete from ${INCOMING} i where ${condition} returning i.row_no as row, ${value} as value`,
  );
  return rows.map(({ row, value: found }) => ({ row, column, value: found ?? '', vi }));
}

/** Takes out the rows that break a check constraint of the table, so that none of them fails the whole file. */
export async function takeOutRuleBreakers(incoming: Incoming): Promise<Rejection[]> {
  const { client, kind, columns } = incoming;
  const { rows } = await client.query<Constraint>(CONSTRAINTS, [quote(kind.table)]);
  const known = columns.map(snakeCase);
  const rejections: Rejection[] = [];
  for (const { name, expression, columns: needed } of rows) {
    if (!needed.every((column) => known.includes(column))) continue;
    const rule = kind.rules[name] ?? {
      column: kind.key[0],
      vi: `Dòng này không thỏa quy tắc ${name} của cơ sở dữ liệu.`,
    };
    rejections.push(...(await takeOut(incoming, `not (${expression})`, rule)));
  }
  return rejections;
}

/** Rows whose record the file has before: how many say the same, and those that say something else. */
export async function takeOutRepeats({ client, kind, columns }: Incoming) {
  const key = listColumns(kind.key);
  const { rows } = await client.query<{
    row: number;
    first: number;
    differs: boolean;
    value: string;
  }>(
    `with repeated as (select ${key}, min(row_no) as first from ${INCOMING} group by ${key} having count(*) > 1),
     later as (
       select i.row_no, r.first from ${INCOMING} i join repeated r using (${key}) where i.row_no > r.first)
     delete from ${INCOMING} i using later l, ${INCOMING} f
     where i.row_no = l.row_no and f.row_no = l.first
     returning i.row_no as row, l.first, i.${quote(kind.key[0])}::text as value,
       (${listColumns(columns, 'i.')}) is distinct from (${listColumns(columns, 'f.')}) as differs`,
  );
  const rejections = rows
    .filter(({ differs }) => differs)
    .map(({ row, first, value }) => ({
      row,
      column: kind.key[0],
      value,
      vi: `Dòng này cùng một hồ sơ với dòng ${first} nhưng nội dung khác: hãy chỉ giữ dòng đúng.`,
    }));
  return { same: rows.length - rejections.length, rejections };
}

/** Takes out the rows that have in common with another record what no two records may. */
export async function takeOutDuplicates(incoming: Incoming): Promise<Rejection[]> {
  const { kind } = incoming;
  const key = (of: string) => listColumns(kind.key, `${of}.`);
  const rejections: Rejection[] = [];
  for (const { columns, ...rule } of kind.alsoUnique ?? []) {
    const alike = (of: string) =>
      columns.map((column) => `${of}.${quote(column)} = i.${quote(column)}`).join(' and ');
    const onRecord = `exists (select from ${quote(kind.table)} t where ${alike('t')} and (${key('t')}) <> (${key('i')}))`;
    const before = `exists (select from ${INCOMING} f where ${alike('f')} and f.row_no < i.row_no)`;
    // One at a time: joined by "or" they would be looked up row by row.
    for (const condition of [onRecord, before])
      rejections.push(...(await takeOut(incoming, condition, rule)));
  }
  return rejections;
}

/** Takes out the rows that have a record's key and are about another one. */
export async function takeOutMistaken(incoming: Incoming): Promise<Rejection[]> {
  const { kind } = incoming;
  const same = kind.key.map((column) => `t.${quote(column)} = i.${quote(column)}`).join(' and ');
  const rejections: Rejection[] = [];
  for (const rule of kind.fixed ?? []) {
    const column = quote(rule.column);
    const condition = `exists (select from ${quote(kind.table)} t where ${same} and t.${column} <> i.${column})`;
    rejections.push(...(await takeOut(incoming, condition, rule)));
  }
  return rejections;
}
