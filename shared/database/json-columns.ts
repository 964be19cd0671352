import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { snakeCase } from './snake-case.ts';

/** Rows as lists, one for each column; null where there are no rows. */
export type JsonColumns<Row> = { [Name in keyof Row]: Row[Name][] | null };

/**
 * SQL for rows as a JSON object of such lists, which PostgreSQL writes, and Node reads, faster than an object for each.
 * `names` are those of the rows' columns here, 50 at most, `from` says where they are found and in which order.
 */
export function jsonColumns(
  names: readonly string[],
  from: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const named = names.map((name) => sql`${sql.ref(snakeCase(name))} as ${sql.ref(name)}`);
  const lists = names.map((name) => sql`${sql.lit(name)}, json_agg(${sql.ref(name)})`);
  return sql`(select json_build_object(${sql.join(lists)}) from (select ${sql.join(named)} ${from}) listed)`;
}

/** The rows again. */
export function rowsOf<Row>(columns: JsonColumns<Row>): Row[];
export function rowsOf(
  columns: Record<string, readonly unknown[] | null>,
): Record<string, unknown>[] {
  const lists = Object.entries(columns);
  const length = lists[0]?.[1]?.length ?? 0;
  return Array.from({ length }, (_, place) => {
    const row: Record<string, unknown> = {};
    for (const [name, list] of lists) row[name] = list?.[place];
    return row;
  });
}
