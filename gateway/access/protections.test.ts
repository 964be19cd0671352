import '../no-telemetry.ts';
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { SUPERGRAPH_FILE } from '../compose.ts';
import type { Need } from './need.ts';
import { readProtections } from './protections.ts';

const LINKS = `
  directive @link(url: String, as: String, for: link__Purpose, import: [String]) repeatable on SCHEMA
  directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @requiresScopes(scopes: [[requiresScopes__Scope!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  scalar requiresScopes__Scope
  enum link__Purpose { SECURITY EXECUTION }`;

const AUTHENTICATED = '@link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)';
const REQUIRES_SCOPES = '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)';

/** A supergraph of these types, with further links. */
function supergraph(types: string, ...links: string[]): string {
  const schema = ['schema', AUTHENTICATED, REQUIRES_SCOPES, ...links, '{ query: Query }'];
  return `${schema.join(' ')} ${LINKS} ${types}`;
}

function needOf(types: string, coordinate: string): Need {
  const [type = '', field = ''] = coordinate.split('.');
  return readProtections(supergraph(types)).needOf(type, field);
}

const A = '@requiresScopes(scopes: [["a"]])';
const B = '@requiresScopes(scopes: [["b"]])';
const A_OR_B = '@requiresScopes(scopes: [["a"], ["b"]])';

describe('what a field needs', () => {
  test.each<[string, string, Need]>([
    ['type Query { x: Int }', 'Query.x', null],
    [`type Query { x: Int ${A} }`, 'Query.x', [['a']]],
    [`type Query { x: Int ${A_OR_B} }`, 'Query.x', [['a'], ['b']]],
    ['type Query { x: Int @authenticated }', 'Query.x', [[]]],
    [`type Query { x: Int ${A} @authenticated }`, 'Query.x', [['a']]],
    [`type Query ${B} { x: Int ${A} }`, 'Query.x', [['a', 'b']]],
    [`type Query { x: [Y!]! ${A} } type Y ${B} { z: Int }`, 'Query.x', [['a', 'b']]],
    [`type Query { x: Day ${A} } scalar Day ${B}`, 'Query.x', [['a', 'b']]],
    [`type Query { x: [Sex] } enum Sex ${B} { MALE }`, 'Query.x', [['b']]],
    [`type Query { x: Y } type Y { z: Int } extend type Y ${B}`, 'Query.x', [['b']]],
    [
      `type Query { x: U } union U = Y | Z type Y ${A} { i: Int } type Z { i: Int }`,
      'Query.x',
      [['a']],
    ],
    [
      `type Query { x: I } interface I ${A} { i: Int } type Y implements I ${A} { i: Int }`,
      'Query.x',
      [['a']],
    ],
    [`type Query ${A_OR_B} { x: Y } type Y ${A} { z: Int }`, 'Query.x', [['a']]],
    ['type Query { x: Int @requiresScopes(scopes: []) }', 'Query.x', []],
    ['type Query { x: Int }', 'Query.unknown', []],
    ['type Query { x: Int }', 'Unknown.x', []],
  ])('%s: %s', (types, coordinate, need) => {
    expect(needOf(types, coordinate)).toEqual(need);
  });
});

describe('a protection that cannot be enforced refuses the start', () => {
  const FIELD = 'type Query { x: Int }';
  const policy = (rest = '') => `@link(url: "https://specs.apollo.dev/policy/v0.1"${rest})`;
  const POLICY = 'directive @policy(policies: [[String]]) on FIELD_DEFINITION';
  test.each<[string, string, string[]]>([
    ['policy/v0.1', FIELD, [policy(', for: SECURITY')]],
    ['@policy', `type Query { x: Int @policy(policies: []) } ${POLICY}`, [policy()]],
    ['@policy', `type Query { x: Int @policy(policies: []) } ${POLICY}`, []],
    [
      'requiresScopes/v0.2',
      FIELD,
      ['@link(url: "https://specs.apollo.dev/requiresScopes/v0.2", for: SECURITY)'],
    ],
    [
      'example.org/guard/v1.0',
      FIELD,
      ['@link(url: "https://example.org/guard/v1.0", for: SECURITY)'],
    ],
    [
      'another name',
      FIELD,
      ['@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", as: "needs", for: SECURITY)'],
    ],
    [
      'another name',
      FIELD,
      [
        '@link(url: "https://specs.apollo.dev/authenticated/v0.1", import: [{ name: "@authenticated", as: "@signedIn" }])',
      ],
    ],
    ['@signedIn', 'type Query { x: Int @signedIn } directive @signedIn on FIELD_DEFINITION', []],
    ['no list of lists', 'type Query { x: Int @requiresScopes }', []],
    ['no list of lists', 'type Query { x: Int @requiresScopes(scopes: ["a"]) }', []],
    ['no list of lists', 'type Query { x: Int @requiresScopes(scopes: [[1]]) }', []],
    [
      'interface I ',
      `type Query { x: I } interface I ${A} { i: Int } type Y implements I { i: Int }`,
      [],
    ],
    [
      'interface I.i',
      `type Query { x: I } interface I { i: Int ${A} } type Y implements I { i: Int }`,
      [],
    ],
  ])('%s in %s %j', (says, types, links) => {
    expect(() => readProtections(supergraph(types, ...links))).toThrow(
      expect.objectContaining({ name: 'StartProblem', message: expect.stringContaining(says) }),
    );
  });

  test('a directive that its @link says protects nothing is no such thing', () => {
    const owner = '@link(url: "https://example.org/owner/v1.0", import: ["@steward"])';
    const types = `type Query { x: Int @owner @steward ${A} }
      directive @owner on FIELD_DEFINITION directive @steward on FIELD_DEFINITION`;
    expect(() => readProtections(supergraph(types, owner))).not.toThrow();
  });
});

describe("the product's supergraph", () => {
  const sdl = readFileSync(SUPERGRAPH_FILE, 'utf8');
  const protections = readProtections(sdl);

  test.each<[string, string, Need]>([
    ['Query', 'child', [['child:read']]],
    ['Query', 'childByIdentifier', [['child:identity', 'child:read']]],
    ['Query', 'searchChildren', [['child:identity', 'child:read']]],
    ['Query', 'administrativeUnit', [[]]],
    ['AdministrativeUnit', 'name', [[]]],
    ['Child', 'id', [['child:read']]],
    ['Child', 'dateOfBirth', [['child:read']]],
    ['Child', 'residence', [['child:read']]],
    ['Child', 'fullName', [['child:identity', 'child:read']]],
    ['Child', 'personalIdNumber', [['child:identity', 'child:read']]],
    ['Child', 'guardians', [['child:identity', 'child:read']]],
    ['Guardian', 'fullName', [['child:identity']]],
    ['Child', 'identifiers', [['child:identity', 'child:read']]],
    ['Child', 'specialCircumstances', [['child:circumstances', 'child:read']]],
    ['Child', 'assistance', [['child:circumstances', 'child:read']]],
    ['Child', 'householdPovertyStatus', [['child:circumstances', 'child:read']]],
    ['Child', 'healthInsurance', [['child:read', 'health:read']]],
    ['HealthInsurance', 'insured', [['health:read']]],
    ['Child', 'nutrition', [['child:read', 'health:read']]],
    ['NutritionMeasurement', 'weightKg', [['health:read']]],
    ['Child', 'preschool', [['child:read', 'education:read']]],
    ['Child', 'swimming', [['child:read', 'education:read']]],
    ['Child', 'birthRegistration', [['child:read', 'justice:read']]],
    ['Child', 'legalAid', [['child:read', 'justice:read']]],
    ['Child', 'abuseInterventions', [['child:read', 'police:read']]],
    ['AbuseIntervention', 'kind', [['police:read']]],
    ['PageInfo', 'endCursor', null],
  ])('%s.%s needs what the access rules say', (type, field, need) => {
    expect(protections.needOf(type, field)).toEqual(need);
  });

  test('starts @apollo/gateway only without its protections', async () => {
    const start = async (supergraphSdl: string) => {
      const gateway = new ApolloGateway({
        supergraphSdl,
        logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      });
      await gateway.load();
      await gateway.stop();
    };
    await expect(start(sdl)).rejects.toThrow('SECURITY');
    await expect(start(protections.withoutProtections)).resolves.toBeUndefined();
    expect(protections.withoutProtections).not.toMatch(/requiresScopes|authenticated/);
  });

  test('loses nothing else of itself', () => {
    const bare = sdl
      .replace(/^ *@link\(url: "[^"]*(requiresScopes|authenticated)[^\n]*\n/gm, '')
      .replace(/^directive @(requiresScopes|authenticated).*\n/gm, '')
      .replace(/^scalar requiresScopes__Scope\n/m, '')
      .replace(/@(requiresScopes\(scopes: .*?\]\]\)|authenticated\b)/g, '');
    expect(protections.withoutProtections).toBe(print(parse(bare)));
  });
});

function quiet(): void {
  // The refusal is thrown; the log would only say it again.
}
