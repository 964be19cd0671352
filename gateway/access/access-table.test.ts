import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { buildAccessTable, readAccessTable } from './access-table.ts';
import { contractTable } from './contract-table.fixture.ts';
import { readMatrix } from './matrix.fixture.ts';

const roles = readMatrix('Roles');
const purposes = readMatrix('Purposes');

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8'));
}

/** The departments that the README tells of: a new one needs no row there until a role or purpose names it. */
const told = new Map(
  roles.rows
    .filter((scope) => scope.endsWith(':aggregate'))
    .map((scope) => scope.split(':')[0] ?? '')
    .map((name): [string, Set<string>] => [name, new Set([`${name}:read`])]),
);
const table = buildAccessTable(
  {
    scopes: readJson('scopes.json'),
    roles: readJson('roles.json'),
    purposes: readJson('purposes.json'),
  },
  told,
);

describe('the tables of the README', () => {
  test('tell of departments that there are', () => {
    const { scopes } = contractTable();
    expect([...table.scopes].filter((scope) => !scopes.has(scope))).toEqual([]);
  });

  test('name every scope, role and purpose, and no others', () => {
    expect([...table.scopes].sort()).toEqual([...roles.rows].sort());
    expect([...table.scopes].sort()).toEqual([...purposes.rows].sort());
    expect([...table.roles.keys()]).toEqual([...roles.marked.keys()]);
    expect([...table.purposes.keys()]).toEqual([...purposes.marked.keys()]);
  });

  test.each([...roles.marked])('%s holds what its column says', (name, scopes) => {
    expect([...(table.roles.get(name)?.scopes ?? [])].sort()).toEqual([...scopes].sort());
  });

  test.each([...purposes.marked])('%s can exercise what its column says', (name, scopes) => {
    expect([...(table.purposes.get(name)?.scopes ?? [])].sort()).toEqual([...scopes].sort());
  });
});

describe('every role under every purpose', () => {
  const pairs = [...roles.marked].flatMap(([role, held]) =>
    [...purposes.marked].map(([purpose, exercised]) => ({ role, purpose, held, exercised })),
  );

  test.each(pairs)('$role under $purpose', ({ role, purpose, held, exercised }) => {
    const both = [...held].filter((scope) => exercised.has(scope));
    expect([...(table.roles.get(role)?.scopesFor.get(purpose) ?? [])].sort()).toEqual(both.sort());
  });
});

describe('purposes', () => {
  test('need the header that their rows state', () => {
    const needs = [...table.purposes.values()].map((purpose) => [purpose.name, purpose.needs]);
    expect(Object.fromEntries(needs)).toEqual({
      CASE_MANAGEMENT: 'X-Case-Reference',
      SERVICE_DELIVERY: null,
      REPORTING: null,
      INSPECTION: 'X-Reason',
      RECORD_LINKING: 'X-Case-Reference',
      EMERGENCY: null,
    });
  });

  test('EMERGENCY alone is for the child of an open emergency', () => {
    const within = [...table.purposes.values()].filter((purpose) => purpose.onlyWithinEmergency);
    expect(within.map(({ name }) => name)).toEqual(['EMERGENCY']);
  });
});

const title = { en: 'x', vi: 'x' };
const list = {
  ofEachDepartment: { read: 'x', aggregate: 'x' },
  others: { 'child:read': 'x', 'child:identity': 'x', 'export:rows': 'x' },
};
/** Two departments with records; one whose name begins a general scope; one without records. */
const asked = new Map(
  ['alpha', 'beta', 'export', 'gamma'].map((name): [string, Set<string>] => [
    name,
    new Set(name === 'gamma' ? ['child:read'] : [`${name}:read`, 'child:read']),
  ]),
);
const right = {
  scopes: list,
  roles: { worker: { title, units: ['30'], scopes: ['child:*'] } },
  purposes: { CARE: { title, exercises: ['child:read'] } },
};

describe('a wrong table refuses the start with file and key', () => {
  const wrong: [string, object, RegExp][] = [
    [
      'a scope that does not exist',
      { roles: { worker: { title, units: [], scopes: ['child:read', 'child:reed'] } } },
      /roles\.json\. worker\.scopes\.1: "child:reed"/,
    ],
    [
      'a pattern that fits nothing',
      { purposes: { CARE: { title, exercises: ['{department}:write'] } } },
      /purposes\.json\. CARE\.exercises\.0: "\{department\}:write"/,
    ],
    [
      'an exception that does not exist',
      { purposes: { CARE: { title, exercises: ['child:*'], never: ['child:x'] } } },
      /purposes\.json\. CARE\.never\.0/,
    ],
    [
      'a unit that is no code',
      { roles: { worker: { title, units: ['Hải Dương'], scopes: [] } } },
      /roles\.json\. worker\.units\.0/,
    ],
    [
      'a header that nothing reads',
      { purposes: { CARE: { title, exercises: ['child:*'], needs: 'X-Why' } } },
      /purposes\.json\. CARE\.needs/,
    ],
    [
      'a key that nobody knows',
      { roles: { worker: { title, units: [], scopes: [], scope: [] } } },
      /roles\.json\. worker: .*scope/,
    ],
    [
      'a name in the wrong form',
      { roles: { 'The Boss': right.roles.worker } },
      /roles\.json\. The/,
    ],
    ['scopes that are missing', { scopes: { others: {} } }, /scopes\.json\. ofEachDepartment/],
  ];

  test.each(wrong)('%s', (_, part, message) => {
    const build = () => buildAccessTable({ ...right, ...part }, asked);
    expect(build).toThrow(StartProblem);
    expect(build).toThrow(message);
  });

  test('a file that is missing, and one that is no JSON', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'access-table-'));
    const sdl = 'type Query { a: Int }';
    expect(() => readAccessTable(sdl, folder)).toThrow(/scopes\.json/);
    writeFileSync(path.join(folder, 'scopes.json'), '{');
    expect(() => readAccessTable(sdl, folder)).toThrow(StartProblem);
  });

  test('while departments are those that ask for their own :read, and begin no general scope', () => {
    const { scopes } = buildAccessTable(right, asked);
    const ofDepartments = [...scopes].filter((scope) => !(scope in list.others));
    expect(ofDepartments).toEqual(['alpha:read', 'alpha:aggregate', 'beta:read', 'beta:aggregate']);
  });

  test('while the right one is taken', () => {
    expect([...(buildAccessTable(right, asked).roles.get('worker')?.scopes ?? [])]).toEqual([
      'child:read',
      'child:identity',
    ]);
  });
});

describe('any table', () => {
  const scopes = ['child:read', 'child:identity', 'export:rows'].concat(
    ['alpha', 'beta'].flatMap((name) => [`${name}:read`, `${name}:aggregate`]),
  );
  const patterns = fc.subarray([...scopes, 'child:*', '{department}:read'], { minLength: 1 });

  /** What a pattern names, written out by hand. */
  function meant(named: readonly string[]): Set<string> {
    const all = new Set(named.filter((pattern) => scopes.includes(pattern)));
    if (named.includes('child:*')) ['child:read', 'child:identity'].forEach((s) => all.add(s));
    if (named.includes('{department}:read')) ['alpha:read', 'beta:read'].forEach((s) => all.add(s));
    if (all.has('alpha:read')) all.add('alpha:aggregate');
    if (all.has('beta:read')) all.add('beta:aggregate');
    return all;
  }

  test('gives a viewer what the role holds and the purpose exercises, and never what it never does', () => {
    fc.assert(
      fc.property(patterns, patterns, fc.subarray(scopes), (held, exercises, never) => {
        const built = buildAccessTable(
          {
            ...right,
            roles: { worker: { title, units: [], scopes: held } },
            purposes: { CARE: { title, exercises, never } },
          },
          asked,
        );
        const given = [...(built.roles.get('worker')?.scopesFor.get('CARE') ?? [])].sort();
        const kept = [...meant(held)].filter(
          (scope) => meant(exercises).has(scope) && !never.includes(scope),
        );
        expect(given).toEqual(kept.sort());
      }),
      { numRuns: 500 },
    );
  });
});
