import fc from 'fast-check';
import { buildASTSchema, getNamedType, isObjectType } from 'graphql';
import type { GraphQLNamedType, GraphQLObjectType } from 'graphql';
import type { Subgraph } from '../../shared/subgraph/define-subgraph.ts';

/** Fields that no department states in SQL. */
const LEFT_TO_RESOLVERS = [
  'Nutrition.measurements',
  'AbuseIntervention.emergencyClock',
  'AbuseIntervention.emergencyMeasuresInTime',
  'AbuseIntervention.planDueOn',
  'AbuseIntervention.planClock',
  'AbuseIntervention.planInTime',
];

const VARIABLES = ['one', 'other'] as const;

export const anyDay = fc
  .date({ min: new Date('2012-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const anyArgument = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constant('(on: null)') },
  { weight: 2, arbitrary: anyDay.map((day) => `(on: "${day}")`) },
  { weight: 2, arbitrary: fc.constantFrom(...VARIABLES).map((name) => `(on: $${name})`) },
);

/** A field as it is drawn: the name in the answer, and its text. */
interface Drawn {
  key: string;
  text: string;
}

const alias = fc.option(fc.constantFrom('a', 'b', 'zz', 'id', 'code'), { freq: 4 });

function fieldsOf(type: GraphQLObjectType) {
  return Object.values(type.getFields()).filter(
    ({ name }) => !LEFT_TO_RESOLVERS.includes(`${type.name}.${name}`),
  );
}

function drawField(type: GraphQLObjectType, name: string): fc.Arbitrary<Drawn> {
  const field = type.getFields()[name];
  const below = field ? getNamedType(field.type) : undefined;
  const takesDay = field?.args.some((argument) => argument.name === 'on') === true;
  return fc
    .record({
      alias,
      day: takesDay ? anyArgument : fc.constant(''),
      selection: isObjectType(below) ? drawSelection(below) : fc.constant(''),
    })
    .map(({ alias: other, day, selection }) => ({
      key: other ?? name,
      text: `${other === null ? '' : `${other}: `}${name}${day} ${selection}`,
    }));
}

function wrap(fields: readonly Drawn[], type: GraphQLNamedType, form: number): string {
  const texts = fields.map(({ text }) => text);
  const half = texts.slice(form);
  if (form === 0 || half.length === 0) return `{ ${texts.join(' ')} }`;
  const condition = form === 1 ? `on ${type.name}` : '';
  return `{ ${texts.slice(0, form).join(' ')} ... ${condition} { ${half.join(' ')} } }`;
}

/** What is selected of a type: some of its fields in any order, aliased or not, in fragments or not. */
export function drawSelection(type: GraphQLObjectType): fc.Arbitrary<string> {
  const names = ['__typename', ...fieldsOf(type).map(({ name }) => name)];
  const fields = fc.uniqueArray(
    fc.constantFrom(...names).chain((name) => drawField(type, name)),
    { selector: ({ key }) => key, minLength: 1, maxLength: 9 },
  );
  return fc.tuple(fields, fc.nat(2)).map(([drawn, form]) => wrap(drawn, type, form));
}

function everythingOf(type: GraphQLObjectType): string {
  const fields = fieldsOf(type).map((field) => {
    const below = getNamedType(field.type);
    return `${field.name} ${isObjectType(below) ? everythingOf(below) : ''}`;
  });
  return `{ __typename ${fields.join(' ')} }`;
}

function childType({ typeDefs }: Subgraph): GraphQLObjectType {
  const schema = buildASTSchema(typeDefs, { assumeValid: true, assumeValidSDL: true });
  const type = schema.getType('Child');
  if (!isObjectType(type)) throw new Error('There is no Child.');
  return type;
}

/** The same fetch for the statement and, by a condition that says nothing, for the resolvers. */
export function fetchOf(selection: string) {
  const used = VARIABLES.filter((name) => selection.includes(`$${name})`));
  const days = used.map((name) => `, $${name}: Date`).join('');
  const text = (condition: string) =>
    `query ($children: [_Any!]!${days}) { _entities(representations: $children) ${condition} { ... on Child ${selection} } }`;
  return { used, bySql: text(''), byResolvers: text('@include(if: true)') };
}

/** All that a department states in SQL of a child. */
export function everything(subgraph: Subgraph) {
  return fetchOf(everythingOf(childType(subgraph)));
}

/** Any fetch that a department states in SQL, with what its variables hold. */
export function anyFetch(subgraph: Subgraph) {
  const day = fc.option(anyDay, { nil: undefined });
  return fc.record({
    fetch: drawSelection(childType(subgraph)).map(fetchOf),
    days: fc.record({ one: day, other: fc.option(anyDay) }),
  });
}
