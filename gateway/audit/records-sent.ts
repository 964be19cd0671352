import { Kind, getOperationAST, valueFromASTUntyped } from 'graphql';
import type { DocumentNode, ValueNode } from 'graphql';
import { readChildNumber } from '../../shared/children/child-number.ts';

/** The argument by which a mutation is sent records. */
const RECORDS = 'records';

function sentIn(document: DocumentNode): ValueNode[] {
  const fields = getOperationAST(document)?.selectionSet.selections ?? [];
  return fields
    .flatMap((field) => (field.kind === Kind.FIELD ? (field.arguments ?? []) : []))
    .filter(({ name }) => name.value === RECORDS)
    .map(({ value }) => value);
}

/** How many records an operation sends for something to be done with them; null where it sends none. */
export function recordsSent(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>> = {},
): number | null {
  const sent = sentIn(document).map((value): unknown => valueFromASTUntyped(value, variables));
  if (sent.length === 0) return null;
  return sent.reduce<number>((sum, each) => sum + (Array.isArray(each) ? each.length : 1), 0);
}

/** The register serials that an answer tells as lists of bare numbers, without showing the children. */
export function numbersTold(data: Readonly<Record<string, unknown>> | null | undefined): number[] {
  const told = Object.values(data ?? {}).flatMap((value): unknown[] =>
    Array.isArray(value) ? value : [],
  );
  const numbers = told.map((value) => (typeof value === 'string' ? readChildNumber(value) : null));
  return [...new Set(numbers.filter((number) => number !== null))];
}
