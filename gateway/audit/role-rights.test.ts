import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { createTestAuditDatabase } from '../../test/harness/audit-database.ts';
import type { TestAuditDatabase } from '../../test/harness/audit-database.ts';

let database: TestAuditDatabase;
let writer: Client;
let reader: Client;

async function connectTo(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

beforeAll(async () => {
  database = await createTestAuditDatabase();
  writer = await connectTo(database.writerUrl);
  reader = await connectTo(database.readerUrl);
});

afterAll(async () => {
  await writer.end();
  await reader.end();
  await database.drop();
});

const REFUSED = /permission denied|must be owner|must be superuser/;

describe('the reader may select and no more', () => {
  test('it may select', async () => {
    for (const table of ['access_record', 'emergency_event', 'closed_chain'])
      expect((await reader.query(`select * from ${table}`)).rowCount).toBe(0);
  });

  test.each([
    `insert into closed_chain (gateway_id, chain_id, commit_no) values ('x', gen_random_uuid(), 1)`,
    `update access_record set reason = 'other'`,
    'delete from access_record',
    'truncate emergency_event',
    'create table mine (a int)',
    'create temp table mine (a int)',
    'do $$ begin lock table access_record in share mode; end $$',
    'select * from entries_after(gen_random_uuid(), 0)',
  ])('%s', async (statement) => {
    await expect(reader.query(statement)).rejects.toThrow(REFUSED);
  });
});

describe('the writer may insert, ask where entries without a head stand, and no more', () => {
  test('it may ask for places, and gets nothing else', async () => {
    const { fields } = await writer.query('select * from entries_after(gen_random_uuid(), 0)');
    expect(fields.map(({ name }) => name)).toEqual([
      'position',
      'commit_no',
      'previous_hash',
      'hash',
    ]);
  });

  test('it may insert', async () => {
    const insert = `insert into closed_chain (gateway_id, chain_id, commit_no) values ('x', gen_random_uuid(), 1)`;
    expect((await writer.query(insert)).rowCount).toBe(1);
  });

  test.each([
    'select 1 from access_record',
    'select hash from access_record where false',
    `update access_record set reason = 'other'`,
    'delete from access_record',
    'truncate access_record',
    'truncate closed_chain',
    'delete from emergency_event',
    `update emergency_event set statement = 'other'`,
    'select 1 from closed_chain',
    'alter table access_record disable trigger all',
    'drop table access_record',
    'create table mine (a int)',
    'create temp table mine (a int)',
    'create schema mine',
    'do $$ begin lock table access_record in share mode; end $$',
    'select 1 from kysely_migration',
    "insert into kysely_migration values ('x', 'y')",
    `copy access_record to stdout`,
    `insert into access_record select * from access_record`,
    `insert into closed_chain (gateway_id, chain_id, commit_no) values ('x', gen_random_uuid(), 1) returning at`,
    `select lo_from_bytea(0, 'x')`,
  ])('%s', async (statement) => {
    await expect(writer.query(statement)).rejects.toThrow(REFUSED);
  });
});
