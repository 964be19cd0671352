import { z } from 'zod';
import { linkChange, linkReceipt } from '../links/link-change.ts';
import type { DepartmentRequest } from './department-call.ts';

const callShape = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
  links: z.array(linkChange).optional(),
  linkReceipts: z.array(linkReceipt).optional(),
});

/** What a body asks: one call, or several under one grant. */
export type Body = { call: DepartmentRequest } | { calls: DepartmentRequest[] };

const bodyShape = z.union([z.object({ calls: z.array(callShape) }), callShape]);

function requestOf(call: z.infer<typeof callShape>): DepartmentRequest {
  const { query, variables, operationName, links, linkReceipts } = call;
  return {
    query,
    ...(variables && { variables }),
    ...(operationName && { operationName }),
    ...(links && { links }),
    ...(linkReceipts && { linkReceipts }),
  };
}

/** Reads the body of a call to a department; null where it is none. */
export function readBodyOfCall(text: string): Body | null {
  try {
    const body = bodyShape.parse(JSON.parse(text));
    return 'calls' in body ? { calls: body.calls.map(requestOf) } : { call: requestOf(body) };
  } catch {
    return null;
  }
}

/** The body of calls that go together, of the JSON of each. */
export function writeCalls(calls: readonly string[]): string {
  return `{"calls":[${calls.join()}]}`;
}
