import { z } from 'zod';
import { isRecord } from '../../shared/json/is-record.ts';
import { linkNotes, linkReceipt } from '../../shared/links/link-change.ts';
import type { DepartmentAnswer } from '../../shared/subgraph/department-call.ts';
import { UnreadableAnswer } from './department-client.ts';

type Extensions = NonNullable<DepartmentAnswer['extensions']>;

const errorsForm = z.array(
  z.object({
    message: z.string(),
    path: z.array(z.union([z.string(), z.number()])).optional(),
    extensions: z.record(z.string(), z.unknown()).optional(),
  }),
);

const dataStateForm = z.object({ freshAsOf: z.string().nullable(), unlinkedRecords: z.number() });

/** What these say must not be overheard: a record would be shown that is its child's no more. */
const linksForm = z.object({
  links: linkNotes.optional(),
  linkReceipts: z.array(linkReceipt).optional(),
});

function noAnswer(): UnreadableAnswer {
  return new UnreadableAnswer('it is no GraphQL answer');
}

function checkEntities(data: DepartmentAnswer['data'], expected: number | null): void {
  if (expected === null || data === null || data === undefined) return;
  const entities = data['_entities'];
  if (Array.isArray(entities) && entities.length === expected) return;
  throw new UnreadableAnswer(`it does not hold ${expected} entities`);
}

function readErrors(raw: unknown): DepartmentAnswer['errors'] {
  if (raw === undefined) return undefined;
  const { success, data } = errorsForm.safeParse(raw);
  if (!success) throw noAnswer();
  return data.map(({ message, path, extensions }) => ({
    message,
    ...(path && { path }),
    ...(extensions && { extensions }),
  }));
}

function readLinks(
  raw: Readonly<Record<string, unknown>>,
): Pick<Extensions, 'links' | 'linkReceipts'> {
  if (raw['links'] === undefined && raw['linkReceipts'] === undefined) return {};
  const { success, data } = linksForm.safeParse(raw);
  if (!success) throw noAnswer();
  const { links, linkReceipts } = data;
  return { ...(links && { links }), ...(linkReceipts && { linkReceipts }) };
}

function readExtensions(raw: unknown): Extensions | null {
  if (typeof raw !== 'object' || raw === null) return null;
  if (!isRecord(raw)) throw noAnswer();
  const { dataState: stated } = raw;
  const dataState = stated === undefined ? undefined : dataStateForm.safeParse(stated).data;
  return dataState ? { dataState, ...readLinks(raw) } : readLinks(raw);
}

/**
 * Checks that what came back has the form of a GraphQL answer (GraphQL specification, section 7.1) and, where
 * entities were asked for, holds one for each. Throws UnreadableAnswer otherwise.
 */
export function readAnswer(raw: unknown, entitiesExpected: number | null): DepartmentAnswer {
  if (!isRecord(raw)) throw noAnswer();
  const { data } = raw;
  if (data !== undefined && data !== null && !isRecord(data)) throw noAnswer();
  const errors = readErrors(raw['errors']);
  if (!data && !errors?.length) throw noAnswer();
  checkEntities(data, entitiesExpected);
  const extensions = readExtensions(raw['extensions']);
  const read: DepartmentAnswer = {};
  if (data !== undefined) read.data = data;
  if (errors) read.errors = errors;
  if (extensions) read.extensions = extensions;
  return read;
}
