import { z } from 'zod';
import { ChildSet } from '../cohort/child-set.ts';
import { isDay } from '../time/day.ts';

/** A column as it is asked for. */
const column = z.strictObject({
  /** Names of fields from Child on, joined by dots: `nutrition.latest.measuredOn`. */
  path: z.string(),
  /** The argument `on` of a field on the path; left out for now. */
  on: z.exactOptional(z.string().refine(isDay)),
});

const setShape = z.string().transform((text, context) => {
  try {
    return ChildSet.fromBytes(Buffer.from(text, 'base64'));
  } catch {
    context.addIssue('This is no set of children.');
    return z.NEVER;
  }
});

const requestShape = z.union([
  z.strictObject({ columns: z.array(column), children: setShape }),
  z.strictObject({ columns: z.array(column), list: z.string() }),
]);

export type AskedColumn = z.infer<typeof column>;

/** What a department is asked to stream: columns, of a set of children or, by the register, of a list that it sealed. */
export type RowsRequest = z.infer<typeof requestShape>;

/** A request as it goes over HTTP. */
export function writeRowsRequest(request: RowsRequest): string {
  const { columns } = request;
  if ('list' in request) return JSON.stringify({ columns, list: request.list });
  const children = Buffer.from(request.children.toBytes()).toString('base64');
  return JSON.stringify({ columns, children });
}

/** Reads what `writeRowsRequest` wrote; null for anything else. */
export function readRowsRequest(text: string): RowsRequest | null {
  try {
    return requestShape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
