import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  GraphQLError,
  GraphQLScalarType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import type { GraphQLFieldResolver, GraphQLOutputType, GraphQLResolveInfo } from 'graphql';
import { guardSchema } from '../../access/guard-schema.ts';
import type { Guarded } from '../../access/guard-schema.ts';
import type { Settling } from './settling.fixture.ts';
import { isRecord } from '../../json/is-record.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@requiresScopes"])\n`;

const SDL = `
  type Query {
    one: Thing must: Thing! many: [Thing!] grid: [[Thing]!]! count: Int! mood: Mood
    find(id: ID!, year: Int = 3, where: Where): Thing
    said(id: ID!, year: Int = 3, where: Where): String
    any: Any
  }
  interface Named { name: String }
  union Any = Thing | Other
  input Where { text: String = "x" years: [Int!] }
  type Thing implements Named @key(fields: "id") {
    id: ID! name: String count: Int! mood: Mood moods: [Mood!] odd: Odd odds: [Odd]! texts: [String!]!
    crowd: [Thing!] friend: Thing partner: Thing! friends: [Thing] partners: [Thing!]! plain: Plain plains: [Plain!]
    said(id: ID!, year: Int = 3, where: Where): String
    secret: String @requiresScopes(scopes: [["secret:read"]])
    secrets: [Vault!]
    open: String! @requiresScopes(scopes: [["open:read"]])
  }
  type Other implements Named @key(fields: "id") { id: ID! name: String must: Int! }
  type Vault @requiresScopes(scopes: [["vault:read"]]) { code: String! }
  type Plain implements Named { name: String text: String! number: Float mood: Mood inner: Plain list: [Int!] }
  enum Mood { GOOD BAD }
  scalar Odd`;

/** Numbers from 0 to 999 that look drawn, and are the same for the same text. */
export function draw(text: string): number {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
  return ((hash ^ (hash >>> 15)) >>> 0) % 1000;
}

/** What drawn resolvers are given. */
export interface Drawing extends Guarded {
  seed: number;
  /** Of 100 values, those that come later. */
  later: number;
  /** Of 100 values, those that are none. */
  broken: number;
  settling: Settling;
}

function chance(place: string, of: string, percent: number): boolean {
  return draw(`${place}${of}`) < percent * 10;
}

const WRONGS = [
  () => null,
  () => undefined,
  () => new Error('An error as a value.'),
  () => {
    throw new Error('Cannot be told.');
  },
  () => {
    throw new GraphQLError('Not now.', { extensions: { code: 'TRY_LATER' } });
  },
  () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- what a careless resolver may do
    throw 'a text';
  },
];

/** A value, or a promise of it, or none: as the place draws it. */
function fated(place: string, drawing: Drawing, make: () => unknown): unknown {
  const wrong = WRONGS[draw(`${place}=`) % WRONGS.length];
  const value = () => (wrong && chance(place, '!', drawing.broken) ? wrong() : make());
  return chance(place, '~', drawing.later) ? drawing.settling.later(place, value) : value();
}

const LEAVES: Readonly<Record<string, readonly unknown[]>> = {
  Int: [7, '12', true, 1.5, 'x', Number.NaN, 2 ** 40],
  Float: [1.5, '2.5', 'x', false],
  String: ['text', 5, true, { a: 1 }, ['x'], new Date(0)],
  ID: ['id', 4, 4.5],
  Odd: ['odd', 'null', 'undefined', 'error'],
};

function drawLeaf(type: GraphQLOutputType, place: string, { broken }: Drawing): unknown {
  const name = String(type);
  const values = isEnumType(type) ? ['GOOD', 'BAD', 'NONE', 3] : (LEAVES[name] ?? []);
  const most = chance(place, '?', broken) ? values.length : 1 + Number(isEnumType(type));
  return values[draw(place) % most];
}

/** Properties that graphql-js's own resolver reads; some are methods. */
function drawPlain(place: string, drawing: Drawing): Record<string, unknown> {
  const property = (name: string, make: () => unknown) => {
    const here = `${place}.${name}`;
    const value = () => fated(here, drawing, make);
    const method = (_: unknown, { seed }: Drawing, info: GraphQLResolveInfo) =>
      info.fieldName === name && seed === drawing.seed ? value() : 'a wrong call';
    return chance(here, 'm', 30) ? method : chance(place, '!', drawing.broken) ? null : make();
  };
  return {
    name: property('name', () => 'plain'),
    text: property('text', () => 'text'),
    number: property('number', () => 1.5),
    mood: property('mood', () => 'GOOD'),
    list: property('list', () => new Set([1, 2])),
    inner: property('inner', () =>
      place.length < 90 ? drawPlain(`${place}.inner`, drawing) : null,
    ),
  };
}

function drawValue(type: GraphQLOutputType, place: string, drawing: Drawing): unknown {
  if (isNonNullType(type)) return drawValue(type.ofType, place, drawing);
  if (isListType(type)) {
    if (chance(place, 'l', drawing.broken / 4)) return 'no list';
    const length = draw(`${place}#`) % 4;
    return Array.from({ length }, (_, index) => {
      const here = `${place}.${index}`;
      const item = () => drawValue(type.ofType, here, { ...drawing, later: 0 });
      return chance(here, '~', drawing.later / 2)
        ? fated(here, { ...drawing, later: 100 }, item)
        : chance(here, '0', drawing.broken / 2)
          ? null
          : item();
    });
  }
  if (!isObjectType(type)) return drawLeaf(type, place, drawing);
  return type.name === 'Plain' ? drawPlain(place, drawing) : { place };
}

function pathOf(info: GraphQLResolveInfo): string {
  const steps: string[] = [];
  for (let path: GraphQLResolveInfo['path'] | undefined = info.path; path; path = path.prev)
    steps.push(`${path.typename ?? ''}.${path.key}`);
  return steps.join('/');
}

const resolveDrawn: GraphQLFieldResolver<unknown, Drawing> = (_, given, drawing, info) => {
  const place = `${drawing.seed} ${pathOf(info)} ${JSON.stringify(given)}`;
  const isRoot = info.path.prev === undefined;
  return fated(place, isRoot ? { ...drawing, broken: drawing.broken / 8 } : drawing, () =>
    drawValue(info.returnType, place, drawing),
  );
};

/** Resolvers that name fewer arguments, as most do. */
const byHand = {
  Thing: {
    __resolveReference: ({ id }: { id: string }, drawing: Drawing) =>
      fated(`thing ${id}`, drawing, () => ({ place: id })),
    name: (source: unknown) => (isRecord(source) ? `named ${String(source['place'])}` : null),
    said: (_: unknown, given: unknown) => JSON.stringify(given),
  },
  Other: { must: ({ id }: { id: string }) => (id === '3' ? null : id.length) },
};

function serializeOdd(value: unknown): unknown {
  if (value === 'error') throw new Error('An odd error.');
  return value === 'null' ? null : value === 'undefined' ? undefined : { odd: value };
}

const DRAWN = ['Query', 'Thing', 'Vault'];

/** A department all of whose fields draw what they answer. */
export function drawnDepartment() {
  const schema = buildSubgraphSchema({
    typeDefs: parse(LINK + SDL),
    resolvers: { ...byHand, Odd: new GraphQLScalarType({ name: 'Odd', serialize: serializeOdd }) },
  });
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || !DRAWN.includes(type.name)) continue;
    for (const field of Object.values(type.getFields()))
      if (!field.name.startsWith('_')) field.resolve ??= resolveDrawn;
  }
  return guardSchema(schema);
}
