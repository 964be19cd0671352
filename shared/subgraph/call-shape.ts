import { z } from 'zod';
import { linkChange, linkReceipt } from '../links/link-change.ts';
import type { DepartmentRequest } from './department-call.ts';

/** What a call says beside its query. */
const restShape = z.object({
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
  links: z.array(linkChange).optional(),
  linkReceipts: z.array(linkReceipt).optional(),
});

const callShape = restShape.extend({ query: z.string() });

/** Several calls: most of them have the same query, so each names its own by its place among the queries. */
const callsShape = z.object({
  queries: z.array(z.string()),
  calls: z.array(z.tuple([z.number(), restShape])),
});

/** What a body asks: one call, or several under one grant. */
export type Body = { call: DepartmentRequest } | { calls: DepartmentRequest[] };

const bodyShape = z.union([callsShape, callShape]);

function requestOf(
  query: string,
  { variables, operationName, links, linkReceipts }: z.infer<typeof restShape>,
): DepartmentRequest {
  return {
    query,
    ...(variables && { variables }),
    ...(operationName && { operationName }),
    ...(links && { links }),
    ...(linkReceipts && { linkReceipts }),
  };
}

function queryAt(place: number, queries: readonly string[]): string {
  const query = queries[place];
  if (query === undefined) throw new RangeError(`There is no query ${place}.`);
  return query;
}

/** Reads the body of a call to a department; null where it is none. */
export function readBodyOfCall(text: string): Body | null {
  try {
    const body = bodyShape.parse(JSON.parse(text));
    if (!('calls' in body)) return { call: requestOf(body.query, body) };
    const { queries, calls } = body;
    return { calls: calls.map(([place, rest]) => requestOf(queryAt(place, queries), rest)) };
  } catch {
    return null;
  }
}

/** A call as it is written among others. */
export interface WrittenCall {
  query: string;
  /** What it says beside its query, as JSON. */
  rest: string;
}

/** Writes a call that goes with others. */
export function writeCall({ query, ...rest }: DepartmentRequest): WrittenCall {
  return { query, rest: JSON.stringify(rest) };
}

/** The body of calls that go together. */
export function writeCalls(calls: readonly WrittenCall[]): string {
  const queries = [...new Set(calls.map(({ query }) => query))];
  const written = calls.map(({ query, rest }) => `[${queries.indexOf(query)},${rest}]`);
  return `{"queries":${JSON.stringify(queries)},"calls":[${written.join()}]}`;
}
