import { isRecord } from '../../shared/json/is-record.ts';
import type { DepartmentRequest } from '../../shared/subgraph/department-call.ts';
import { UnreadableAnswer } from './department-client.ts';

/** Where a call's entities stand in the joint one. */
interface Part {
  /** The call, by its place among those that were joined. */
  place: number;
  from: number;
  count: number;
}

/** Calls that go as one. */
export interface JointCall {
  request: DepartmentRequest;
  parts: readonly Part[];
}

/** Calls that may go as one so far. */
interface Gathering {
  first: DepartmentRequest;
  entities: unknown[];
  parts: Part[];
}

const ENTITIES = '_entities';
const REPRESENTATIONS = 'representations';

/** Entities beyond which nothing more is joined, so that short calls do not wait for long ones. */
const MOST_ENTITIES = 500;

function entitiesOf({ variables, links, linkReceipts }: DepartmentRequest): unknown[] | null {
  const entities = variables?.[REPRESENTATIONS];
  return Array.isArray(entities) && !links && !linkReceipts ? entities : null;
}

/** Equal for calls that ask the same of other entities. */
function keyOf({ query, operationName = '', variables = {} }: DepartmentRequest): string {
  const others = Object.entries(variables).filter(([name]) => name !== REPRESENTATIONS);
  const rest = others.length > 0 ? JSON.stringify(others) : '';
  return `${operationName} ${query} ${rest}`;
}

function close({ first, entities, parts }: Gathering): JointCall {
  if (parts.length === 1) return { request: first, parts };
  return {
    request: { ...first, variables: { ...first.variables, representations: entities } },
    parts,
  };
}

/**
 * Joins calls under one grant that ask the same of different entities (Apollo Federation subgraph specification,
 * `_entities`): the department is asked once for all of them. Others stay as they are.
 */
export function joinCalls(requests: readonly DepartmentRequest[]): JointCall[] {
  const gatherings: Gathering[] = [];
  const open = new Map<string, Gathering>();
  for (const [place, request] of requests.entries()) {
    const entities = entitiesOf(request);
    const count = entities?.length ?? 0;
    const key = entities && keyOf(request);
    const known = key === null ? undefined : open.get(key);
    const fits = known !== undefined && known.entities.length + count <= MOST_ENTITIES;
    const gathering = fits ? known : { first: request, entities: [], parts: [] };
    if (!fits) gatherings.push(gathering);
    if (key !== null) open.set(key, gathering);
    gathering.parts.push({ place, from: gathering.entities.length, count });
    gathering.entities.push(...(entities ?? []));
  }
  return gatherings.map(close);
}

function dataOf(data: unknown, { from, count }: Part, total: number): unknown {
  if (!isRecord(data)) return data;
  const entities = data[ENTITIES];
  if (!Array.isArray(entities) || entities.length !== total)
    throw new UnreadableAnswer(`it does not hold ${total} entities`);
  return { ...data, [ENTITIES]: entities.slice(from, from + count) };
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The error as the call of a part has it: one about an entity is told to whoever asked for it, any other to all. */
function errorOf(error: unknown, { from, count }: Part): unknown[] {
  const [field, index, ...below] = isRecord(error) ? listIn(error['path']) : [];
  if (!isRecord(error) || field !== ENTITIES || typeof index !== 'number') return [error];
  if (index < from || index >= from + count) return [];
  return [{ ...error, path: [ENTITIES, index - from, ...below] }];
}

function errorsOf(errors: unknown, part: Part): unknown {
  if (!Array.isArray(errors)) return errors;
  const own = errors.flatMap((error) => errorOf(error, part));
  return own.length > 0 ? own : undefined;
}

/** What the answer to a joint call says to one of the calls. Throws UnreadableAnswer where it cannot be parted. */
export function partOf(answer: unknown, part: Part, { parts }: JointCall): unknown {
  if (parts.length === 1 || !isRecord(answer)) return answer;
  const last = parts.at(-1);
  const total = last ? last.from + last.count : 0;
  const { data, errors, extensions } = answer;
  const own = errorsOf(errors, part);
  const parted: Record<string, unknown> = {};
  if (data !== undefined) parted['data'] = dataOf(data, part, total);
  if (own !== undefined) parted['errors'] = own;
  if (extensions !== undefined) parted['extensions'] = extensions;
  return parted;
}
