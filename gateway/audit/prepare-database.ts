import path from 'node:path';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { connect } from '../../shared/database/connect.ts';
import { migrateToLatest } from '../../shared/database/migrate.ts';
import { provision, provisionGuest } from '../../shared/postgres/provision.ts';

/** The audit database's three roles: what each may do, and nothing else. */
export interface AuditDatabase {
  /** Migrates; no program keeps it. */
  ownerUrl: string;
  /** Inserts, and reads where entries without a head stand. The gateway's. */
  writerUrl: string;
  /** Selects. For whoever answers questions about the trail, and for verifying it. */
  readerUrl: string;
}

export interface AuditDatabaseOptions {
  /** Name of the database and of its owner; the other roles are `<name>_writer` and `<name>_reader`. */
  name?: string;
  /** The password for a role; a new one each time when left out. */
  passwordOf?: (role: string) => string;
}

/** The roles of the database `audit`: its owner, who inserts, and who selects. */
export const AUDIT_ROLES = ['audit', 'audit_writer', 'audit_reader'] as const;

const MIGRATIONS = path.join(import.meta.dirname, 'migrations');

const TABLES = sql.raw('access_record, emergency_event, closed_chain');

async function grantRights(
  db: Kysely<unknown>,
  { writer, reader }: { writer: string; reader: string },
): Promise<void> {
  const both = sql`${sql.id(writer)}, ${sql.id(reader)}`;
  await sql`revoke all on all tables in schema public from public, ${both}`.execute(db);
  await sql`revoke all on schema public from public`.execute(db);
  await sql`grant usage on schema public to ${both}`.execute(db);
  await sql`grant insert on ${TABLES} to ${sql.id(writer)}`.execute(db);
  await sql`grant execute on function entries_after to ${sql.id(writer)}`.execute(db);
  await sql`grant select on ${TABLES} to ${sql.id(reader)}`.execute(db);
}

/** Large objects are everybody's in PostgreSQL, and only a superuser can change that. */
async function forbidLargeObjects(adminUrl: string, database: string): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  const db = connect<unknown>({ url: url.href });
  await sql`revoke execute on function lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) from public`
    .execute(db)
    .finally(() => db.destroy());
}

/**
 * Makes the audit database and its roles where they are missing, brings its schema up to date and sets the rights
 * anew. Repeatable. `adminUrl` is a superuser's, on the database `postgres`.
 */
export async function prepareAuditDatabase(
  adminUrl: string,
  { name = 'audit', passwordOf }: AuditDatabaseOptions = {},
): Promise<AuditDatabase> {
  const [owned] = await provision(adminUrl, [name], passwordOf);
  const [writer, reader] = [`${name}_writer`, `${name}_reader`];
  const urls = {
    ownerUrl: owned?.url ?? '',
    writerUrl: await provisionGuest(adminUrl, name, writer, passwordOf?.(writer)),
    readerUrl: await provisionGuest(adminUrl, name, reader, passwordOf?.(reader)),
  };
  const db = connect<unknown>({ url: urls.ownerUrl });
  try {
    await migrateToLatest(db, MIGRATIONS);
    await grantRights(db, { writer, reader });
  } finally {
    await db.destroy();
  }
  await forbidLargeObjects(adminUrl, name);
  return urls;
}
