import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { checkSchema } from '../gateway/schema-check/check-schema.ts';
import {
  costNotStated,
  notNullable,
  statesProtection,
  undescribed,
  unprotected,
} from '../gateway/schema-check/conventions.ts';
import { statedSchemas } from '../gateway/schema-check/current-schemas.ts';
import { objectsIn } from '../gateway/schema-check/department-schema.ts';
import { readPrelude } from '../shared/subgraph/schema.ts';
import { departmentNames } from '../subgraphs/discover.ts';

const FOLDER = path.join(import.meta.dirname, '../subgraphs');
const REGISTER = 'registry';
const FILES = [
  'README.md',
  'schema.graphql',
  'index.ts',
  'resolvers.ts',
  'loaders.ts',
  'tables.ts',
  'migrations',
  'demo.ts',
  'test',
];

/** What only a department with a database of its own has; one that reads the gateway's trail has none of it. */
const FILES_OF_OWNERS = ['migrations', 'demo.ts'];

const departments = await departmentNames();
const current = await statedSchemas();

function read(department: string, file: string): string {
  return readFileSync(path.join(FOLDER, department, file), 'utf8');
}

function ownsDatabase(department: string): boolean {
  return !read(department, 'index.ts').includes(`database: 'TRAIL'`);
}

function filesOf(department: string): string[] {
  return FILES.filter((file) => ownsDatabase(department) || !FILES_OF_OWNERS.includes(file));
}

function schemaOf(department: string): DocumentNode {
  return parse(read(department, 'schema.graphql'));
}

const OBJECTS: ReadonlySet<string> = new Set(
  departments.flatMap((name) => objectsIn(schemaOf(name)).map((type) => type.name.value)),
);

test('there are departments to check', () => {
  expect(departments).toEqual(
    expect.arrayContaining(['education', 'health', 'justice', 'police', REGISTER]),
  );
});

describe.each(departments)('the department %s', (department) => {
  test.each(filesOf(department))('has %s', (file) => {
    expect(existsSync(path.join(FOLDER, department, file))).toBe(true);
  });

  test('keeps its queries in queries.ts or the folder queries', () => {
    expect(
      ['queries.ts', 'queries'].some((file) => existsSync(path.join(FOLDER, department, file))),
    ).toBe(true);
  });

  test('describes every type, field, argument and value', () => {
    expect(undescribed(schemaOf(department))).toEqual([]);
  });

  test('answers nullable root fields, and nullable fields on Child, so that its absence costs nothing else', () => {
    expect(notNullable(schemaOf(department), department === REGISTER)).toEqual([]);
  });

  test('protects every type of its own and every field on Query, Mutation, Child and Cohort', () => {
    expect(unprotected(schemaOf(department))).toEqual([]);
  });

  test('says how long its lists of objects are', () => {
    expect(costNotStated(schemaOf(department), OBJECTS)).toEqual([]);
  });

  test('keeps to its own, reaches no child but through the register, and fits the others', () => {
    const proposed = read(department, 'schema.graphql');
    const { problems } = checkSchema({ department, proposed, current, trusted: [], seen: [] });
    expect(problems).toEqual([]);
  });

  test('writes its text in Unicode NFC', () => {
    const files = filesOf(department).filter((file) =>
      ['schema.graphql', 'README.md', 'demo.ts'].includes(file),
    );
    expect(
      files.filter((file) => read(department, file) !== read(department, file).normalize('NFC')),
    ).toEqual([]);
  });
});

const MIGRATIONS = [
  ...departments.filter(ownsDatabase).map((department) => path.join(FOLDER, department)),
  path.join(FOLDER, '../gateway/audit'),
  path.join(FOLDER, '../gateway/control'),
].map((owner) => path.join(owner, 'migrations'));

test.each(MIGRATIONS)(
  'the migrations in %s are named by timestamp, each with a way back',
  (folder) => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(file).toMatch(/^\d{8}T\d{4}-[a-z0-9-]+\.ts$/);
      expect(readFileSync(path.join(folder, file), 'utf8')).toMatch(/export async function down/);
    }
  },
);

test('the register protects the child itself, wherever a query comes from', () => {
  const child = objectsIn(schemaOf(REGISTER)).filter(({ name }) => name.value === 'Child');
  expect(child.map(statesProtection)).toEqual([true]);
});

test.each([
  ['type Child @key(fields: "id") { id: ID! shoeSize: Int }', ['Child.shoeSize']],
  ['extend type Child @key(fields: "id") { id: ID! shoeSize: Int }', ['Child.shoeSize']],
  ['type Query { shoes: [ID!] }', ['Query.shoes']],
  ['type Mutation { buyShoes: ID @requiresScopes(scopes: [["shoes:buy"]]) }', []],
  ['type Shoe { size: Int @requiresScopes(scopes: [["shoes:read"]]) }', ['Shoe']],
  ['type Shoe @authenticated { size: Int }', []],
])('what states no protection is found in %s', (sdl, found) => {
  expect(unprotected(parse(sdl))).toEqual(found);
});

test("the gateway's own part of the graph is described and protected, and answers nullable fields", () => {
  const file = path.join(FOLDER, '../gateway/control/schema.graphql');
  const schema = parse(readFileSync(file, 'utf8'));
  expect([undescribed(schema), unprotected(schema), notNullable(schema, false)]).toEqual([
    [],
    [],
    [],
  ]);
});

test('the shared prelude is described', () => {
  expect(undescribed(readPrelude())).toEqual([]);
});
