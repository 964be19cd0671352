import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readPublished } from '../read-published.ts';
import { checkSchema } from './check-schema.ts';
import type { SchemaReport } from './check-schema.ts';
import { statedSchemas } from './current-schemas.ts';
import type { SeenOperation } from '../usage/operation-use.ts';

let current: ReadonlyMap<string, string>;
beforeAll(async () => {
  current = await statedSchemas();
});

function sdlOf(department: string): string {
  const file = path.join(import.meta.dirname, '../../subgraphs', department, 'schema.graphql');
  return readFileSync(file, 'utf8');
}

interface Edit {
  department?: string;
  /** Text of the schema and what takes its place. */
  replace?: readonly [string, string];
  add?: string;
  seen?: readonly SeenOperation[];
}

function check({ department = 'health', replace, add = '', seen = [] }: Edit): SchemaReport {
  const sdl = sdlOf(department);
  if (replace && !sdl.includes(replace[0])) throw new Error(`There is no ${replace[0]}.`);
  const proposed = `${replace ? sdl.replace(...replace) : sdl}\n${add}`;
  const trusted = readPublished().manifest.values();
  return checkSchema({ department, proposed, current, trusted, seen });
}

function codesOf({ problems }: SchemaReport): string[] {
  return [...new Set(problems.map(({ code }) => code))].sort();
}

describe('the schemas as they stand', () => {
  test.each(['registry', 'health', 'education', 'justice', 'police', 'audit'])(
    'of %s is accepted, and changes nothing',
    (department) => {
      const { problems, changes } = check({ department });
      expect({ problems, changes }).toEqual({ problems: [], changes: [] });
    },
  );
});
const OWN = '@requiresScopes(scopes: [["health:read"]])';

describe('a schema is refused', () => {
  const refused: [string, Edit, string[]][] = [
    ['that is no GraphQL', { add: 'type {' }, ['NO_SCHEMA']],
    [
      'that names a type nobody defines',
      { replace: ['nutrition: Nutrition ', 'nutrition: Nutritoin '] },
      ['DOES_NOT_COMPOSE'],
    ],
    [
      'with a field that nothing is said of',
      { replace: ['type HealthInsurance ' + OWN + ' {', `type HealthInsurance ${OWN} { x: Int `] },
      ['NOT_DESCRIBED'],
    ],
    [
      'with a type that nobody is kept from',
      { add: '"A dose." type Dose { "What." vaccine: String }' },
      ['NOT_PROTECTED', 'SCOPE_NOT_ITS_OWN'],
    ],
    [
      'with a field on Child that cannot be null',
      { add: `extend type Child @key(fields: "id") { "Weight, kg." weight: Float! ${OWN} }` },
      ['NOT_NULLABLE'],
    ],
    [
      'with a list of unknown length',
      {
        add: `extend type Child @key(fields: "id") { "Cards." allCards: [HealthInsuranceCard!] ${OWN} }`,
      },
      ['COST_NOT_STATED'],
    ],
    [
      'that takes a field over',
      {
        add: `extend type Child @key(fields: "id") { "Name." fullName: String ${OWN} @federation__override(from: "registry") }`,
      },
      ['DIRECTIVE_NOT_ALLOWED', 'TAKES_ANOTHERS'],
    ],
    [
      'that shares a field',
      {
        add: `"A dose." type Dose ${OWN} { "What." vaccine: String @shareable }`,
      },
      ['DIRECTIVE_NOT_ALLOWED'],
    ],
  ];

  test.each(refused)('%s', (_, edit, codes) => {
    const report = check(edit);
    expect(codesOf(report)).toEqual(expect.arrayContaining(codes));
    expect(report.problems.every(({ message }) => message.length > 20)).toBe(true);
  });
});
