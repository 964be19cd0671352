import { describe, expect, test } from '@jest/globals';
import { OWN, check, codesOf } from './edited-schema.fixture.ts';
import type { Edit } from './edited-schema.fixture.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [{ name: "@override", as: "@mine" }])';
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
      { add: `"A dose." type Dose ${OWN} { "What." vaccine: String @shareable }` },
      ['DIRECTIVE_NOT_ALLOWED'],
    ],
    [
      'that puts fields onto types by an interface object',
      {
        add: `"A place." type Place @key(fields: "id") @federation__interfaceObject ${OWN} { "Id." id: ID! }`,
      },
      ['DIRECTIVE_NOT_ALLOWED'],
    ],
    ['that gives directives other names', { add: LINK }, ['DIRECTIVE_NOT_ALLOWED']],
    [
      'that narrows the input of another',
      { add: '"Which." input RegisterCriteria { "Years." ageUnder: Int }' },
      ['TAKES_ANOTHERS', 'CHANGES_ANOTHERS', 'BREAKS_OPERATIONS'],
    ],
    [
      'that adds a value to the enum of another',
      { add: '"Sex." enum Sex { "F." FEMALE "M." MALE "X." X }' },
      ['TAKES_ANOTHERS'],
    ],
    [
      'that hides what others share',
      { replace: ['  id: ID!', '  id: ID! @inaccessible'] },
      ['CHANGES_ANOTHERS', 'BREAKS_OPERATIONS'],
    ],
    [
      'that shuts others’ fields',
      { replace: ['type Child @key(fields: "id") {', `type Child @key(fields: "id") ${OWN} {`] },
      ['CHANGES_ANOTHERS'],
    ],
    [
      'with a root field that answers children',
      { add: `"Ask." type Query { "All." sick: [Child!] @listSize(assumedSize: 9) ${OWN} }` },
      ['REACHES_A_CHILD'],
    ],
    [
      'with a root field that answers a cohort',
      { add: `"Ask." type Query { "All." everyone: Cohort ${OWN} }` },
      ['REACHES_A_CHILD'],
    ],
    [
      'with a root field that reaches a child’s record through types',
      {
        add: `"Ask." type Query { "Box." box: Box @authenticated }
        "Box." type Box @authenticated { "In it." cards: [HealthInsuranceCard!] @listSize(assumedSize: 9) }`,
      },
      ['REACHES_A_CHILD'],
    ],
    [
      'with a record that leads from one child to another',
      { replace: [`type Nutrition ${OWN} {`, `type Nutrition ${OWN} { "Twin." twin: Child `] },
      ['REACHES_A_CHILD'],
    ],
    [
      'with a list of records on a place',
      {
        department: 'justice',
        replace: [
          '@key(fields: "code onDate", resolvable: false) @authenticated {',
          '@key(fields: "code onDate") @authenticated { "Born here." births: [BirthRegistration!] @listSize(assumedSize: 9) ',
        ],
      },
      ['REACHES_A_CHILD'],
    ],
    [
      'that loosens a scope',
      { replace: [`type HealthInsuranceCard ${OWN}`, 'type HealthInsuranceCard @authenticated'] },
      ['SCOPE_LOOSENED', 'SCOPE_NOT_ITS_OWN'],
    ],
    [
      'that adds another way to a scope',
      {
        replace: [
          `type HealthInsuranceCard ${OWN}`,
          'type HealthInsuranceCard @requiresScopes(scopes: [["health:read"], ["health:aggregate"]])',
        ],
      },
      ['SCOPE_LOOSENED'],
    ],
    [
      'with a field under the scope of another',
      {
        add: `extend type Child @key(fields: "id") { "Kg." kg: Float @requiresScopes(scopes: [["child:read"]]) }`,
      },
      ['SCOPE_NOT_ITS_OWN'],
    ],
    [
      'with a scope that nobody could hold',
      {
        add: `extend type Child @key(fields: "id") { "Kg." kg: Float @requiresScopes(scopes: [["health:write"]]) }`,
      },
      ['SCOPE_UNKNOWN'],
    ],
  ];

  test.each(refused)('%s', (_, edit, codes) => {
    const report = check(edit);
    expect(codesOf(report)).toEqual(expect.arrayContaining(codes));
    expect(report.problems.every(({ message }) => message.length > 20)).toBe(true);
  });
});
