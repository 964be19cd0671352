import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { BenchProvince } from './bench-province.ts';

const NAME = 'joined';

/** The indexes a careful administrator would give each table, besides those on the child. */
const INDEXES = [
  'registry.child (date_of_birth) where merged_into is null',
  'registry.residence (unit_id, child_no)',
  'registry.residence (child_no, started_on)',
  'registry.administrative_unit (id)',
  'registry.seal (child_no) where unsealed_at is null',
  'health.health_insurance_card (child_no, valid_from, valid_to)',
  'education.preschool_enrolment (child_no, enrolled_on)',
  'justice.birth_registration (child_no)',
  'police.abuse_intervention (child_no)',
];

async function copySchema(client: Client, department: string, url: string): Promise<void> {
  const { username, password, port } = new URL(url);
  const schema = escapeIdentifier(department);
  const server = escapeIdentifier(`${department}_server`);
  const tables = escapeIdentifier(`${department}_remote`);
  await client.query(`create schema ${schema}`);
  await client.query(`create schema ${tables}`);
  await client.query(
    `create server ${server} foreign data wrapper postgres_fdw options (host '127.0.0.1', port '${port}', dbname ${escapeLiteral(department)}, fetch_size '50000')`,
  );
  await client.query(
    `create user mapping for current_user server ${server} options (user ${escapeLiteral(username)}, password ${escapeLiteral(password)})`,
  );
  await client.query(`import foreign schema public from server ${server} into ${tables}`);
  const { rows } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = $1 and table_name !~ '^(kysely|cohort|demo)'`,
    [`${department}_remote`],
  );
  for (const { name } of rows)
    await client.query(
      `create table ${schema}.${escapeIdentifier(name)} as table ${tables}.${escapeIdentifier(name)}`,
    );
  await client.query(`drop schema ${tables} cascade`);
}

/** One database that holds copies of all departments' tables, indexed and analysed; made once. Answers its URL. */
export async function joinedDatabase({ cluster, urls }: BenchProvince): Promise<string> {
  const admin = new Client({ connectionString: cluster.adminUrl('postgres') });
  await admin.connect();
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [NAME]);
  if (rowCount === 0) await admin.query(`create database ${NAME}`);
  await admin.end();
  const client = new Client({ connectionString: cluster.adminUrl(NAME) });
  await client.connect();
  if (rowCount === 0) {
    await client.query('create extension postgres_fdw');
    for (const [department, url] of urls) await copySchema(client, department, url);
    for (const index of INDEXES) await client.query(`create index on ${index}`);
    await client.query('alter table registry.child add primary key (child_no)');
    await client.query('vacuum analyze');
  }
  await client.end();
  return cluster.adminUrl(NAME);
}
