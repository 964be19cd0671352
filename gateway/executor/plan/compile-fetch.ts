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

type Send<Context> = (
  run: Run<Context>,
  cursor: Cursor,
  more: Data,
  findPlace: FindPlace,
) => Promise<unknown>;

function usedVariables(names: readonly string[], { variables }: Run<unknown>): Data {
  const used: Data = {};
  for (const name of names) if (variables[name] !== undefined) used[name] = variables[name];
  return used;
}

function sender<Context>(node: FetchNode, { departments }: FetchOptions<Context>): Send<Context> {
  const { serviceName, operation: query, operationName, variableUsages = [] } = node;
  const door = departments.get(serviceName);
  if (!door) throw new Error(`The plan asks a department that is not there: ${serviceName}.`);
  const document = parse(query);
  return async (run, { path: at }, more, findPlace) => {
    const variables = Object.assign(usedVariables(variableUsages, run), more);
    const { data, errors } = await door.ask(
      { query, document, operationName, variables, at },
      run.context,
    );
    if (errors?.length)
      run.errors.push(...errors.map((error) => fetchError(error, serviceName, findPlace)));
    return data;
  };
}

function fetchRoot<Context>(send: Send<Context>, rewrite: Rewrite | null): Step<Context> {
  return async (run, cursor) => {
    const data = await send(run, cursor, {}, (path) => path && [...cursor.path, ...path]);
    if (!isRecord(data)) return;
    rewrite?.(data);
    for (const entity of cursor.entities) merge(entity, data);
  };
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

function fetchEntities<Context>(
  send: Send<Context>,
  represent: Represent,
  { before, after }: { before: Rewrite | null; after: Rewrite | null },
): Step<Context> {
  return async (run, cursor) => {
    const { entities, representations } = representAll(cursor, represent, before);
    if (entities.length === 0) return;
    const findPlace = entityPlaces(run, cursor, entities);
    const data = await send(run, cursor, { representations }, findPlace);
    if (!isRecord(data)) return;
    const answers = received(data, entities.length);
    entities.forEach((entity, index) => {
      join(entity, answers[index], after);
    });
  };
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

function compileStep<Context>(node: FetchNode, options: FetchOptions<Context>): Step<Context> {
  const { meets } = options;
  const after = rewriteData(node.outputRewrites, meets);
  const send = sender(node, options);
  if (!node.requires) return fetchRoot(send, after);
  const before = rewriteData(node.inputRewrites, meets);
  return fetchEntities(send, representEntities(node.requires, meets), { before, after });
}

/** Compiles one question to one department. */
export function compileFetch<Context>(
  node: FetchNode,
  options: FetchOptions<Context>,
): Step<Context> {
  const step = compileStep(node, options);
  return async (run, cursor) => {
    if (cursor.entities.length === 0) return;
    try {
      await step(run, cursor);
    } catch (error) {
      run.errors.push(asGraphQLError(error));
    }
  };
}
