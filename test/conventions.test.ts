import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Kind, parse, visit } from 'graphql';
import type {
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
  TypeNode,
} from 'graphql';

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

const departments = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

function read(department: string, file: string): string {
  return readFileSync(path.join(FOLDER, department, file), 'utf8');
}

function ownsDatabase(department: string): boolean {
  return !read(department, 'index.ts').includes(`database: 'TRAIL'`);
}

function filesOf(department: string): string[] {
  return FILES.filter((file) => ownsDatabase(department) || !FILES_OF_OWNERS.includes(file));
}

type TypeNodeWithFields = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

function typesIn(sdl: string): TypeNodeWithFields[] {
  return parse(sdl).definitions.filter(
    (definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.OBJECT_TYPE_EXTENSION,
  );
}

function typesOf(department: string): TypeNodeWithFields[] {
  return typesIn(read(department, 'schema.graphql'));
}

const PROTECTIONS = ['requiresScopes', 'authenticated'];

/** Types to which several departments add fields, each of which is protected by itself. */
const SHARED_TYPES = ['Query', 'Mutation', 'Child', 'Cohort'];

function statesProtection({ directives = [] }: Pick<FieldDefinitionNode, 'directives'>): boolean {
  return directives.some(({ name }) => PROTECTIONS.includes(name.value));
}

/** What a schema shows to whoever asks: a field of a shared type, or a type of its own, that states no protection. */
function unprotected(types: readonly TypeNodeWithFields[]): string[] {
  return types.flatMap((type) => {
    const { value } = type.name;
    if (!SHARED_TYPES.includes(value)) return statesProtection(type) ? [] : [value];
    return (type.fields ?? [])
      .filter((field) => !isKeyField(type, field) && !statesProtection(field))
      .map((field) => `${value}.${field.name.value}`);
  });
}

function undescribed(sdl: string): string[] {
  const missing: string[] = [];
  const check = (kind: string) => ({
    enter: (node: { name: { value: string }; description?: unknown }) => {
      if (node.description === undefined) missing.push(`${kind} ${node.name.value}`);
    },
  });
  visit(parse(sdl), {
    ObjectTypeDefinition: check('type'),
    InputObjectTypeDefinition: check('input'),
    EnumTypeDefinition: check('enum'),
    InterfaceTypeDefinition: check('interface'),
    ScalarTypeDefinition: check('scalar'),
    EnumValueDefinition: check('value'),
    FieldDefinition: check('field'),
    InputValueDefinition: check('argument'),
  });
  return missing;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function isKeyField(type: TypeNodeWithFields, field: FieldDefinitionNode): boolean {
  return (type.directives ?? []).some((directive) => {
    const fields = directive.arguments?.find((argument) => argument.name.value === 'fields')?.value;
    return fields?.kind === Kind.STRING && fields.value.split(/\s+/).includes(field.name.value);
  });
}

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
    expect(undescribed(read(department, 'schema.graphql'))).toEqual([]);
  });

  test('answers nullable fields on Child, so that its absence costs nothing else', () => {
    const broken = typesOf(department)
      .filter((type) => type.name.value === 'Child' && department !== REGISTER)
      .flatMap((type) =>
        (type.fields ?? []).filter(
          (field) => !isKeyField(type, field) && field.type.kind === Kind.NON_NULL_TYPE,
        ),
      )
      .map((field) => field.name.value);
    expect(broken).toEqual([]);
  });

  test('answers nullable root fields', () => {
    const broken = typesOf(department)
      .filter((type) => ['Query', 'Mutation'].includes(type.name.value))
      .flatMap((type) =>
        (type.fields ?? []).filter((field) => field.type.kind === Kind.NON_NULL_TYPE),
      )
      .map((field) => field.name.value);
    expect(broken).toEqual([]);
  });

  test('has no root field that reaches a child, unless it is the register', () => {
    const types = new Map(typesOf(department).map((type) => [type.name.value, type]));
    const reached = new Set<string>();
    const follow = (name: string): void => {
      if (reached.has(name)) return;
      reached.add(name);
      for (const field of types.get(name)?.fields ?? []) follow(namedType(field.type));
    };
    follow('Query');
    expect(reached.has('Child') && department !== REGISTER).toBe(false);
  });

  test('protects every type of its own and every field on Query, Mutation, Child and Cohort', () => {
    expect(unprotected(typesOf(department))).toEqual([]);
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
  const child = typesOf(REGISTER).filter(({ name }) => name.value === 'Child');
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
  expect(unprotected(typesIn(sdl))).toEqual(found);
});

test("the gateway's own part of the graph is described and protected, and answers nullable fields", () => {
  const sdl = readFileSync(path.join(FOLDER, '../gateway/control/schema.graphql'), 'utf8');
  const roots = typesIn(sdl).filter(({ name }) => ['Query', 'Mutation'].includes(name.value));
  const fields = roots.flatMap((type) => type.fields ?? []);
  expect(undescribed(sdl)).toEqual([]);
  expect(unprotected(typesIn(sdl))).toEqual([]);
  expect(fields.filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)).toEqual([]);
});

test('the shared prelude is described', () => {
  expect(
    undescribed(readFileSync(path.join(FOLDER, '../shared/graphql/prelude.graphql'), 'utf8')),
  ).toEqual([]);
});
