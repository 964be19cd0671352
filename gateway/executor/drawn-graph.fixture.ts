import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  GraphQLError,
  execute,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isAbstractType,
  parse,
} from 'graphql';
import type {
  GraphQLFieldResolver,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
} from 'graphql';
import { z } from 'zod';
import { composeSupergraph } from '../compose.ts';
import { isRecord } from '../../shared/json/is-record.ts';
import type { Door } from './plan/run.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@interfaceObject", "@inaccessible"])\n`;

/** Departments whose types meet in every way that federation knows. */
const SDL: Readonly<Record<string, string>> = {
  people: `
    type Query {
      beings: [Being!] being(id: ID!): Being person(id: ID!): Person people: [Person!]!
      any: [Any] one: Any! grid: [[Person]!] mood: Mood count: Int!
    }
    interface Being @key(fields: "id") { id: ID! name: String friend: Being }
    type Person implements Being @key(fields: "id") @key(fields: "email") {
      id: ID! email: String! name: String @shareable friend: Being age: Int! mood: Mood pets: [Pet!]
      home: Home @shareable
    }
    type Robot implements Being @key(fields: "id") {
      id: ID! name: String friend: Being model: String! parts: [String!] owner: Person!
    }
    enum Mood { GOOD BAD AWFUL @inaccessible }
    union Any = Person | Robot | Pet
    type Home @shareable { street: String! city: String }
    type Pet @key(fields: "id owner { id }") { id: ID! owner: Person! kind: String! born(year: Int): Int }`,
  prices: `
    type Query { dearest: Pet bestScored: [Person] @provides(fields: "name") }
    type Mutation { rename(id: ID!): Person adopt(id: ID!): Pet! }
    type Person @key(fields: "email") {
      email: String! name: String @external age: Int! @external score: Float!
      isAdult: Boolean @requires(fields: "age") home: Home @shareable favourite: Pet
    }
    type Home @shareable { street: String! city: String }
    type Pet @key(fields: "id owner { id }") {
      id: ID! owner: Person! price: Float kind: String! @external
      label: String! @requires(fields: "kind owner { name }")
    }
    extend type Person @key(fields: "id") { id: ID! }`,
  ranks: `
    type Being @key(fields: "id") @interfaceObject { id: ID! rank: Int! tags: [Tag!] rival: Being }
    type Tag { name: String! scale: Scale inner: [[Tag]] }
    scalar Scale`,
};

function draw(text: string): number {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
  return ((hash ^ (hash >>> 15)) >>> 0) % 1000;
}

interface Drawing {
  seed: number;
}

function key(source: unknown): string {
  return isRecord(source) ? JSON.stringify([source['id'], source['email'], source['place']]) : '';
}

function drawObject(type: GraphQLOutputType, place: string, schema: GraphQLSchema): unknown {
  const kinds = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  const kind = kinds[draw(`${place}?`) % kinds.length];
  const id = String(draw(place) % 5);
  if (!isObjectType(kind)) return null;
  return { __typename: kind.name, place, ...(kind.getFields()['id'] && { id }) };
}

function drawLeaf(name: string, place: string): unknown {
  const number = draw(place);
  if (name === 'Int') return number;
  if (name === 'Float') return number / 8;
  return name === 'Boolean' ? number % 2 === 0 : `${name}${number}`;
}

function drawValue(type: GraphQLOutputType, place: string, schema: GraphQLSchema): unknown {
  if (isNonNullType(type)) return drawValue(type.ofType, place, schema);
  if (isListType(type))
    return Array.from({ length: draw(place) % 4 }, (_, index) =>
      draw(`${place}${index}`) % 12 === 0
        ? null
        : drawValue(type.ofType, `${place}${index}`, schema),
    );
  if (isCompositeType(type)) return drawObject(type, place, schema);
  if (isEnumType(type))
    return type.getValues()[draw(place) % type.getValues().length]?.value ?? null;
  return drawLeaf(type.name, place);
}

function placeOf(source: unknown, given: unknown, info: GraphQLResolveInfo, seed: number): string {
  const { parentType, fieldName } = info;
  return `${seed} ${parentType.name}.${fieldName} ${key(source)} ${JSON.stringify(given)}`;
}

/** Every field answers what its place draws: seldom null, seldom an error. */
const resolveDrawn: GraphQLFieldResolver<unknown, Drawing> = (source, given, { seed }, info) => {
  if (isRecord(source) && source[info.fieldName] !== undefined) return source[info.fieldName];
  if (info.fieldName === 'email') return `person${key(source)}@example.vn`;
  const place = placeOf(source, given, info, seed);
  const fate = draw(`${place}!`) % 40;
  if (fate === 0) return null;
  if (fate === 1) throw new Error(`${info.fieldName} cannot be told`);
  if (fate === 2) throw new GraphQLError('Not now.', { extensions: { code: 'TRY_LATER' } });
  return drawValue(info.returnType, place, info.schema);
};

function schemaOf(sdl: string): GraphQLSchema {
  const schema = buildSubgraphSchema(parse(LINK + sdl));
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields()))
      if (!field.name.startsWith('_')) field.resolve = resolveDrawn;
  }
  return schema;
}

/** What a bad department may say: of another form altogether is what the way to it lets through of none. */
const BAD_LEAVES: readonly unknown[] = [null, undefined, 'x', 7.5, true];

/** Spoils a value here and there: nulls, values left out, values and types that there are none of. */
function spoil(value: unknown, place: string, rate: number): unknown {
  const isSpoiled = draw(`${place}~`) < rate;
  const isLeaf = typeof value !== 'object';
  if (isSpoiled) return isLeaf ? BAD_LEAVES[draw(`${place}=`) % BAD_LEAVES.length] : null;
  if (Array.isArray(value))
    return value.map((item, index) => spoil(item, `${place}.${index}`, rate) ?? null);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      name === '__typename'
        ? [name, draw(`${place}^`) < rate ? 'Nobody' : inner]
        : [name, spoil(inner, `${place}.${name}`, rate)],
    ),
  );
}

const context = z.object({ seed: z.number(), spoiled: z.number() });

function doorTo(schema: GraphQLSchema): Door<object> {
  return {
    ask: async ({ query, variables }, given) => {
      const { seed, spoiled } = context.parse(given);
      const contextValue: Drawing = { seed };
      const { data, errors } = await execute({
        schema,
        document: parse(query),
        variableValues: variables,
        contextValue,
      });
      const plain: unknown = JSON.parse(JSON.stringify(data ?? null));
      const kept = spoiled === 0 ? plain : spoilData(plain, `${seed}${query}`, spoiled);
      return {
        data: isRecord(kept) ? kept : null,
        ...(errors && { errors: errors.map((error) => error.toJSON()) }),
      };
    },
  };
}

/** The list of entities itself stays as long as it must be, and the root is a root. */
function spoilData(data: unknown, place: string, rate: number): unknown {
  if (!isRecord(data)) return data;
  const { __typename, _entities: entities, ...fields } = data;
  if (Array.isArray(entities))
    return { _entities: entities.map((entity, index) => spoil(entity, `${place}${index}`, rate)) };
  const kept = spoil(fields, place, rate);
  return isRecord(kept) && __typename !== undefined ? { ...kept, __typename } : kept;
}

/** The supergraph of the drawn departments, and the ways to these. A request's context tells the seed. */
export function drawnGraph() {
  const names = Object.keys(SDL);
  return {
    supergraphSdl: composeSupergraph(
      names.map((name) => ({ name, typeDefs: parse(`${LINK}${SDL[name] ?? ''}`) })),
    ),
    departments: new Map(names.map((name) => [name, doorTo(schemaOf(SDL[name] ?? ''))])),
  };
}
