import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError, parse } from 'graphql';
import { isRecord } from '../../../shared/json/is-record.ts';
import type { Data } from '../data.ts';
import { placeOf } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { fetchError } from './fetch-error.ts';
import type { FindPlace } from './fetch-error.ts';
import { merge } from './merge.ts';
import { representEntities } from './representation.ts';
import type { Represent } from './representation.ts';
import { rewriteData } from './rewrites.ts';
import type { Rewrite } from './rewrites.ts';
import type { Door, Run, Step } from './run.ts';
import type { MeetsCondition } from './type-conditions.ts';

export interface FetchOptions<Context> {
  /** The ways to the departments, by their names. */
  departments: ReadonlyMap<string, Door<Context>>;
  meets: MeetsCondition;
}

/** Entities that a fetch asks for: those whose representation could be made, in that order. */
interface Represented {
  entities: Data[];
  representations: Data[];
}

/** What a fetch asks in one run, and what becomes of the answer. */
interface Asking {
  variables: Data;
  findPlace: FindPlace;
  take: (data: Data) => void;
}

/** Null where there is nothing to ask for. */
type Prepare<Context> = (run: Run<Context>, cursor: Cursor) => Asking | null;

function usedVariables(names: readonly string[], { variables }: Run<unknown>): Data {
  const used: Data = {};
  for (const name of names) if (variables[name] !== undefined) used[name] = variables[name];
  return used;
}

function prepareRoot<Context>(names: readonly string[], rewrite: Rewrite | null): Prepare<Context> {
  return (run, { path, entities }) => ({
    variables: usedVariables(names, run),
    findPlace: (below) => below && [...path, ...below],
    take: (data) => {
      rewrite?.(data);
      for (const entity of entities) merge(entity, data);
    },
  });
}

function representAll(
  { entities }: Cursor,
  represent: Represent,
  rewrite: Rewrite | null,
): Represented {
  const made: Represented = { entities: [], representations: [] };
  for (const entity of entities) {
    const representation = represent(entity);
    if (representation === null) continue;
    rewrite?.(representation);
    made.entities.push(entity);
    made.representations.push(representation);
  }
  return made;
}

/** An error of an entity lies where the entity does. */
function entityPlaces(
  { root }: Run<unknown>,
  { path: at }: Cursor,
  entities: readonly Data[],
): FindPlace {
  return (path) => {
    const index = path?.[1];
    if (typeof index !== 'number') return path && [...at, ...path];
    const entity = entities[index];
    return [...(entity ? placeOf(root, at, entity) : []), ...(path?.slice(2) ?? [])];
  };
}

function received(data: Data, expected: number): readonly unknown[] {
  const { _entities: entities } = data;
  if (!Array.isArray(entities))
    throw new Error('Expected "data._entities" in response to be an array');
  if (entities.length !== expected)
    throw new Error(`Expected "data._entities" to contain ${expected} elements`);
  return entities;
}

function join(entity: Data, answer: unknown, rewrite: Rewrite | null): void {
  if (!isRecord(answer)) return;
  answer['__typename'] ??= entity['__typename'];
  rewrite?.(answer);
  merge(entity, answer);
}

function prepareEntities<Context>(
  names: readonly string[],
  represent: Represent,
  { before, after }: { before: Rewrite | null; after: Rewrite | null },
): Prepare<Context> {
  return (run, cursor) => {
    const { entities, representations } = representAll(cursor, represent, before);
    if (entities.length === 0) return null;
    const variables = usedVariables(names, run);
    variables['representations'] = representations;
    return {
      variables,
      findPlace: entityPlaces(run, cursor, entities),
      take: (data) => {
        const answers = received(data, entities.length);
        entities.forEach((entity, index) => {
          join(entity, answers[index], after);
        });
      },
    };
  };
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

function preparing<Context>(node: FetchNode, meets: MeetsCondition): Prepare<Context> {
  const { inputRewrites, outputRewrites, requires, variableUsages = [] } = node;
  const after = rewriteData(outputRewrites, meets);
  if (!requires) return prepareRoot(variableUsages, after);
  const before = rewriteData(inputRewrites, meets);
  return prepareEntities(variableUsages, representEntities(requires, meets), { before, after });
}

/** What does not change from run to run of the question that a fetch asks, and whom it asks. */
function questionOf<Context>(node: FetchNode, { departments }: FetchOptions<Context>) {
  const { serviceName, operation: query, operationName } = node;
  const door = departments.get(serviceName);
  if (!door) throw new Error(`The plan asks a department that is not there: ${serviceName}.`);
  return { door, query, document: parse(query), operationName, serviceName };
}

/** Compiles one question to one department. */
export function compileFetch<Context>(
  node: FetchNode,
  options: FetchOptions<Context>,
): Step<Context> {
  const { door, query, document, operationName, serviceName } = questionOf(node, options);
  const prepare = preparing<Context>(node, options.meets);
  return async (run, cursor) => {
    if (cursor.entities.length === 0) return;
    try {
      const asking = prepare(run, cursor);
      if (asking === null) return;
      const { variables, findPlace, take } = asking;
      const question = { query, document, operationName, variables, at: cursor.path };
      const { data, errors } = await door.ask(question, run.context);
      if (errors?.length)
        run.errors.push(...errors.map((error) => fetchError(error, serviceName, findPlace)));
      if (isRecord(data)) take(data);
    } catch (error) {
      run.errors.push(asGraphQLError(error));
    }
  };
}
