import { describe, expect, test } from '@jest/globals';
import type { SeenOperation } from '../usage/operation-use.ts';
import { OWN, check } from './edited-schema.fixture.ts';
import type { Edit } from './edited-schema.fixture.ts';

describe('the schemas as they stand', () => {
  test.each(['registry', 'health', 'education', 'justice', 'police', 'audit'])(
    'of %s is accepted, and changes nothing',
    (department) => {
      const { problems, changes } = check({ department });
      expect({ problems, changes }).toEqual({ problems: [], changes: [] });
    },
  );
});

const SEEN: SeenOperation = {
  text: 'query($v0:ID!){child(id:$v0){healthInsurance{cards{validTo}}}}',
  client: 'clinic',
  coordinates: ['Query.child', 'Child.healthInsurance', 'HealthInsuranceCriteria.validOn'],
  lastSeenOn: '2022-11-05',
  count: 7,
};

describe('a change', () => {
  test('that adds is harmless', () => {
    const add = `extend type Child @key(fields: "id") { "Kg." kg: Float ${OWN} }`;
    expect(check({ add })).toMatchObject({
      problems: [],
      changes: [{ kind: 'ADDED', coordinate: 'Child.kg', broken: [], concerned: [] }],
    });
  });

  test('that takes away what a trusted operation asks for is refused, with its name', () => {
    const { problems } = check({
      department: 'education',
      replace: ['  swimming: Swimming @requires', '  swims: Swimming @requires'],
    });
    expect(problems).toMatchObject([{ code: 'BREAKS_OPERATIONS', coordinate: 'Child.swimming' }]);
    expect(problems[0]?.message).toContain('trusted operation ChildProfile');
  });

  const MEASURED: Edit = {
    replace: ['  implausible: [GrowthIndex!]!', '  unlikely: [GrowthIndex!]!'],
  };

  test('that nobody would notice is breaking, and accepted', () => {
    const { problems, changes } = check(MEASURED);
    expect(problems).toEqual([]);
    const gone = changes.find(({ kind }) => kind === 'REMOVED');
    expect(gone).toMatchObject({ coordinate: 'NutritionMeasurement.implausible', broken: [] });
    expect(gone?.breaks).not.toEqual([]);
  });

  test('is refused for who was seen using it: by its fields, and by what it asked for in variables', () => {
    const coordinates = ['NutritionMeasurement.implausible'];
    const text = 'query($v0:ID!){child(id:$v0){nutrition{latest{implausible}}}}';
    expect(check({ ...MEASURED, seen: [{ ...SEEN, text, coordinates }] }).problems).toMatchObject([
      { code: 'BREAKS_OPERATIONS', message: expect.stringContaining('client clinic (7 times') },
    ]);
  });

  test('that breaks an operation which was seen, though its coordinates do not say so, is refused', () => {
    const text = 'query($v0:ID!){child(id:$v0){nutrition{latest{implausible}}}}';
    expect(check({ ...MEASURED, seen: [{ ...SEEN, text }] }).problems).toMatchObject([
      { code: 'BREAKS_OPERATIONS', message: expect.stringContaining('implausible') },
    ]);
  });

  test('that is announced by @deprecated is accepted, and tells who still uses it', () => {
    const { problems, changes, deprecated } = check({
      department: 'education',
      replace: ['  swimming: Swimming @', '  swimming: Swimming @deprecated(reason: "Old.") @'],
    });
    expect(problems).toEqual([]);
    expect(changes).toMatchObject([{ kind: 'DEPRECATED', coordinate: 'Child.swimming' }]);
    expect(deprecated).toMatchObject([{ coordinate: 'Child.swimming', reason: 'Old.' }]);
    expect(deprecated[0]?.users).toContain('trusted operation ChildProfile');
  });

  test('that shuts a field to some is told to those who use it', () => {
    const { problems, changes } = check({
      replace: [
        `healthInsurance: HealthInsurance ${OWN}`,
        'healthInsurance: HealthInsurance @requiresScopes(scopes: [["health:read", "child:identity"]])',
      ],
    });
    expect(problems).toEqual([]);
    expect(changes).toMatchObject([{ coordinate: 'Child.healthInsurance' }]);
    expect(changes[0]?.concerned).toContain('trusted operation ChildProfile');
  });
});
