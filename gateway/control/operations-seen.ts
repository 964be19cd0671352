import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { addDays } from '../../shared/time/day.ts';
import type { Day } from '../../shared/time/day.ts';
import type { OperationUse, SeenOperation } from '../usage/operation-use.ts';
import type { Tables } from './tables.ts';

/** How many days what was asked is kept. */
const DAYS_KEPT = 90;

const byHash = (one: OperationUse, other: OperationUse) => (one.hash < other.hash ? -1 : 1);

/** Adds uses to those on record, all or none. Sorted, so that gateways that write at once wait instead of blocking. */
export async function keepUses(db: Kysely<Tables>, uses: readonly OperationUse[]): Promise<void> {
  const rows = JSON.stringify([...uses].sort(byHash));
  await db.transaction().execute(async (write) => {
    await sql`
      insert into operation_seen (hash, text)
      select distinct decode(hash, 'hex'), text
      from jsonb_to_recordset(${rows}::jsonb) as given (hash text, text text)
      on conflict do nothing`.execute(write);
    await sql`
      insert into operation_use (hash, client, day, count, coordinates)
      select decode(hash, 'hex'), client, day, count,
        array(select jsonb_array_elements_text(coordinates))
      from jsonb_to_recordset(${rows}::jsonb)
        as given (hash text, client text, day date, count bigint, coordinates jsonb)
      on conflict (hash, client, day) do update set
        count = operation_use.count + excluded.count,
        coordinates = array(select distinct unnest(operation_use.coordinates || excluded.coordinates) order by 1)`.execute(
      write,
    );
  });
}

/** Deletes what was last asked more than 90 days before a day. */
export async function forgetOldUses(db: Kysely<Tables>, today: Day): Promise<void> {
  await db.deleteFrom('operationUse').where('day', '<', addDays(today, -DAYS_KEPT)).execute();
  await sql`
    delete from operation_seen where not exists
      (select from operation_use where operation_use.hash = operation_seen.hash)`.execute(db);
}

/** What each client asked in the 90 days up to a day, the newest first. */
export async function findSeenOperations(db: Kysely<Tables>, today: Day): Promise<SeenOperation[]> {
  const { rows } = await sql<SeenOperation>`
    select text, client, max(day) as "lastSeenOn", sum(count)::bigint as count,
      array(select distinct unnest(string_to_array(string_agg(array_to_string(coordinates, ' '), ' '), ' ')) order by 1)
        as coordinates
    from operation_use join operation_seen using (hash)
    where day >= ${addDays(today, -DAYS_KEPT)} and coordinates <> '{}'
    group by hash, text, client
    order by "lastSeenOn" desc, count desc, text, client`.execute(db);
  return rows;
}
