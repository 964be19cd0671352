import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { anyOf } from '../../../shared/database/any-of.ts';
import type {
  AdministrativeUnitRow,
  CircumstanceGroup,
  IdentifierSystemRow,
  Tables,
  UnitSuccessorRow,
} from '../tables.ts';

/** What the State publishes and the register refers to. */
export interface ReferenceData {
  units: AdministrativeUnitRow[];
  successors: UnitSuccessorRow[];
  circumstanceGroups: CircumstanceGroup[];
  identifierSystems: IdentifierSystemRow[];
}

/** Names the advisory lock that one writer of reference data holds. */
const WRITING_LOCK = 4_927_101;

/** Writes the rows that are new or differ; equal rows are left alone. */
async function writeRows<Row extends object>(
  transaction: Transaction<Tables>,
  table: string,
  keys: (keyof Row & string)[],
  rows: readonly Row[],
): Promise<void> {
  const [example] = rows;
  if (example === undefined) return;
  const columns = Object.keys(example).filter((column) => !keys.some((key) => key === column));
  const kept = sql.join(columns.map((column) => sql.ref(`${table}.${column}`)));
  const given = sql.join(columns.map((column) => sql.ref(`excluded.${column}`)));
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const all = sql.join([...keys, ...columns].map((column) => sql.ref(column)));
  await sql`
    insert into ${sql.table(table)} (${all})
    select ${all} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows.map(inSnakeCase))})
    on conflict (${sql.join(keys.map((key) => sql.ref(key)))}) do update set (${names}) = row (${given})
    where (${kept}) is distinct from (${given})
  `.execute(transaction);
}

function inSnakeCase(row: object): Record<string, unknown> {
  const entries = Object.entries(row).map(([key, value]: [string, unknown]): [string, unknown] => [
    key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]);
  return Object.fromEntries(entries);
}

/** Takes away links and units that the lists no longer hold; a unit that someone lives in stays an error. */
async function removeUnlisted(
  transaction: Transaction<Tables>,
  { units, successors }: ReferenceData,
): Promise<void> {
  const pairs = successors.map(({ unitId, successorId }) => `${unitId} ${successorId}`);
  await transaction
    .deleteFrom('unitSuccessor')
    .where(sql<boolean>`unit_id || ' ' || successor_id <> all(${pairs})`)
    .execute();
  await transaction
    .deleteFrom('administrativeUnit')
    .where((column) => column.not(column('id', '=', anyOf(units.map(({ id }) => id)))))
    .execute();
}

/** Brings the tables of reference data to what the lists say, in one transaction, one writer at a time. */
export async function writeReferenceRows(db: Kysely<Tables>, data: ReferenceData): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${WRITING_LOCK})`.execute(transaction);
    await removeUnlisted(transaction, data);
    await writeRows(transaction, 'administrativeUnit', ['id'], data.units);
    await writeRows(transaction, 'unitSuccessor', ['unitId', 'successorId'], data.successors);
    await writeRows(transaction, 'circumstanceGroup', ['code'], data.circumstanceGroups);
    await writeRows(transaction, 'identifierSystem', ['code'], data.identifierSystems);
  });
}
