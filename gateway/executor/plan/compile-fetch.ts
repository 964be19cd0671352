import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError, parse } from 'graphql';
import { isRecord } from '../../../shared/json/is-record.ts';
import type { Data } from '../data.ts';
import { EntitiesAsking, RootAsking } from './asking.ts';
import type { Asking, Represented } from './asking.ts';
import type { Cursor } from './cursor.ts';
import { fetchError } from './fetch-error.ts';
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

/** Null where there is nothing to ask for. */
type Prepare<Context> = (run: Run<Context>, cursor: Cursor) => Asking | null;

function usedVariables(names: readonly string[], { variables }: Run<unknown>): Data {
  const used: Data = {};
  for (const name of names) if (variables[name] !== undefined) used[name] = variables[name];
  return used;
}

function prepareRoot<Context>(names: readonly string[], rewrite: Rewrite | null): Prepare<Context> {
  return (run, cursor) => new RootAsking(usedVariables(names, run), cursor, rewrite);
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

function prepareEntities<Context>(
  names: readonly string[],
  represent: Represent,
  { before, after }: { before: Rewrite | null; after: Rewrite | null },
): Prepare<Context> {
  return (run, cursor) => {
    const represented = representAll(cursor, represent, before);
    if (represented.entities.length === 0) return null;
    const places = { run, cursor, rewrite: after };
    return new EntitiesAsking(usedVariables(names, run), represented, places);
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
      const { variables } = asking;
      const question = { query, document, operationName, variables, at: cursor.path };
      const { data, errors } = await door.ask(question, run.context);
      if (errors?.length)
        run.errors.push(...errors.map((error) => fetchError(error, serviceName, asking)));
      if (isRecord(data)) asking.take(data);
    } catch (error) {
      run.errors.push(asGraphQLError(error));
    }
  };
}
