import { z } from 'zod';
import { isRecord } from '../../shared/json/is-record.ts';
import { linkNotes, linkReceipt } from '../../shared/links/link-change.ts';
import type { DepartmentAnswer } from '../../shared/subgraph/department-call.ts';
import { UnreadableAnswer } from './department-client.ts';

const errorsForm = z.array(
  z.object({
    message: z.string(),
    path: z.array(z.union([z.string(), z.number()])).optional(),
    extensions: z.record(z.string(), z.unknown()).optional(),
  }),
);

const dataState = z.object({ freshAsOf: z.string().nullable(), unlinkedRecords: z.number() });

const extensionsForm = z.object({
  dataState: dataState.optional().catch(undefined),
  // What these say must not be overheard: a record would be shown that is its child's no more.
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

function readErrors(raw: unknown): Pick<DepartmentAnswer, 'errors'> {
  if (raw === undefined) return {};
  const { success, data } = errorsForm.safeParse(raw);
  if (!success) throw noAnswer();
  const errors = data.map(({ message, path, extensions }) => ({
    message,
    ...(path && { path }),
    ...(extensions && { extensions }),
  }));
  return { errors };
}

function readExtensions(raw: unknown): Pick<DepartmentAnswer, 'extensions'> {
  if (typeof raw !== 'object' || raw === null) return {};
  const { success, data } = extensionsForm.safeParse(raw);
  if (!success) throw noAnswer();
  const { dataState: state, links, linkReceipts } = data;
  if (!state && !links && !linkReceipts) return {};
  const extensions = {
    ...(state && { dataState: state }),
    ...(links && { links }),
    ...(linkReceipts && { linkReceipts }),
  };
  return { extensions };
}

/**
 * Checks that what came back has the form of a GraphQL answer (GraphQL specification, section 7.1) and, where
 * entities were asked for, holds one for each. Throws UnreadableAnswer otherwise.
 */
export function readAnswer(raw: unknown, entitiesExpected: number | null): DepartmentAnswer {
  if (!isRecord(raw)) throw noAnswer();
  const { data } = raw;
  if (data !== undefined && data !== null && !isRecord(data)) throw noAnswer();
  const read = { ...readErrors(raw['errors']), ...readExtensions(raw['extensions']) };
  if (!data && !read.errors?.length) throw noAnswer();
  checkEntities(data, entitiesExpected);
  return data === undefined ? read : { data, ...read };
}
