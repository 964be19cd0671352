import { Client, escapeIdentifier, escapeLiteral } from 'pg';

const NAME = 'joined_all';

/** ISO/IEC 7064 MOD 11,10 over the ten digits: the register number as people see it (shared/children/child-number.ts). */
const CHILD_ID = `
  create function child_id(child_no bigint) returns text language plpgsql immutable as $$
  declare
    digits text := lpad(child_no::text, 10, '0');
    product int := 10;
    total int;
  begin
    for place in 1..10 loop
      total := (substr(digits, place, 1)::int + product) % 10;
      if total = 0 then total := 10; end if;
      product := (total * 2) % 11;
    end loop;
    return digits || ((11 - product) % 10)::text;
  end $$`;

/** What a careful administrator would add to the departments' own indexes for the bench's questions. */
const INDEXES = [
  'child_born on registry.child (date_of_birth) include (child_no) where merged_into is null',
  'card_validity on health.health_insurance_card (child_no, valid_from, valid_to)',
  'latest_measurement on health.nutrition_measurement (child_no, measured_on desc, id desc)',
  'enrolment_begin on education.preschool_enrolment (child_no, enrolled_on)',
];

async function withClient<Result>(
  connectionString: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The department's own indexes, primary keys included, as statements for a schema of its name. */
async function indexesOf(department: string, url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ statement: string }>(
      `select indexdef as statement from pg_indexes
       where schemaname = 'public' and tablename !~ '^(kysely|cohort|demo)' and indexdef !~ 'USING (gist|gin) '`,
    );
    return rows.map(({ statement }) =>
      statement.replace(' ON public.', ` ON ${escapeIdentifier(department)}.`),
    );
  });
}

async function importSchema(client: Client, department: string, url: string): Promise<void> {
  const { username, password, port } = new URL(url);
  const server = escapeIdentifier(`${department}_server`);
  const remote = escapeIdentifier(`${department}_remote`);
  await client.query(
    `create server ${server} foreign data wrapper postgres_fdw options (host '127.0.0.1', port '${port}', dbname ${escapeLiteral(department)}, fetch_size '50000')`,
  );
  await client.query(
    `create user mapping for current_user server ${server} options (user ${escapeLiteral(username)}, password ${escapeLiteral(password)})`,
  );
  await client.query(`create schema ${remote}`);
  await client.query(`import foreign schema public from server ${server} into ${remote}`);
}

/** A department's tables and indexes in a schema of its name. The rows lie in the order of the child, as at the source. */
async function copySchema(client: Client, department: string, url: string): Promise<void> {
  const schema = escapeIdentifier(department);
  const remote = escapeIdentifier(`${department}_remote`);
  await importSchema(client, department, url);
  await client.query(`create schema ${schema}`);
  const { rows } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = $1 and table_name !~ '^(kysely|cohort|demo)'`,
    [`${department}_remote`],
  );
  for (const { name } of rows) {
    const table = escapeIdentifier(name);
    await client.query(`create table ${schema}.${table} as table ${remote}.${table}`);
  }
  for (const statement of await indexesOf(department, url)) await client.query(statement);
  await client.query(`drop server ${escapeIdentifier(`${department}_server`)} cascade`);
}

async function fill(client: Client, urls: ReadonlyMap<string, string>): Promise<void> {
  await client.query('create extension postgres_fdw');
  for (const [department, url] of urls) await copySchema(client, department, url);
  await client.query(CHILD_ID);
  await client.query(
    'alter table registry.child add column id text generated always as (public.child_id(child_no)) stored',
  );
  await client.query('vacuum analyze');
}

/**
 * One database that holds copies of all departments' tables under a schema each, with the departments' own indexes and
 * what a careful administrator would add; made once. Answers its URL. A copy that was broken off is made anew.
 */
export async function joinedDatabase(
  adminUrl: string,
  urls: ReadonlyMap<string, string>,
): Promise<string> {
  const url = new URL(adminUrl);
  url.pathname = `/${NAME}`;
  const draft = `${NAME}_unfinished`;
  const draftUrl = new URL(adminUrl);
  draftUrl.pathname = `/${draft}`;
  await withClient(adminUrl, async (admin) => {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [NAME]);
    if (rowCount !== 0) return;
    await admin.query(`drop database if exists ${draft}`);
    await admin.query(`create database ${draft}`);
    await withClient(draftUrl.href, (client) => fill(client, urls));
    await admin.query(`alter database ${draft} rename to ${NAME}`);
  });
  await withClient(url.href, async (client) => {
    for (const index of INDEXES) await client.query(`create index if not exists ${index}`);
  });
  return url.href;
}
