import { z } from 'zod';
import { linkNotes, linkReceipt } from '../../shared/links/link-change.ts';
import type { DepartmentAnswer } from '../../shared/subgraph/department-call.ts';
import { UnreadableAnswer } from './department-client.ts';

const error = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});

const dataState = z.object({ freshAsOf: z.string().nullable(), unlinkedRecords: z.number() });

const answer = z.object({
  data: z.record(z.string(), z.unknown()).nullable().optional(),
  errors: z.array(error).optional(),
  extensions: z.preprocess(
    (stated) => (typeof stated === 'object' && stated !== null ? stated : {}),
    z.object({
      dataState: dataState.optional().catch(undefined),
      // What these say must not be overheard: a record would be shown that is its child's no more.
      links: linkNotes.optional(),
      linkReceipts: z.array(linkReceipt).optional(),
    }),
  ),
});

function checkEntities(data: DepartmentAnswer['data'], expected: number | null): void {
  if (expected === null || data === null || data === undefined) return;
  const entities = data['_entities'];
  if (Array.isArray(entities) && entities.length === expected) return;
  throw new UnreadableAnswer(`it does not hold ${expected} entities`);
}

/**
 * Checks that what came back has the form of a GraphQL answer (GraphQL specification, section 7.1) and, where
 * entities were asked for, holds one for each. Throws UnreadableAnswer otherwise.
 */
export function readAnswer(raw: unknown, entitiesExpected: number | null): DepartmentAnswer {
  const { success, data: read } = answer.safeParse(raw);
  if (!success || (!read.data && !read.errors?.length))
    throw new UnreadableAnswer('it is no GraphQL answer');
  checkEntities(read.data, entitiesExpected);
  const { data, errors, extensions } = read;
  return {
    ...(data !== undefined && { data }),
    ...(errors && {
      errors: errors.map(({ message, path, extensions: details }) => ({
        message,
        ...(path && { path }),
        ...(details && { extensions: details }),
      })),
    }),
    ...(Object.keys(extensions).length > 0 && {
      extensions: {
        ...(extensions.dataState && { dataState: extensions.dataState }),
        ...(extensions.links && { links: extensions.links }),
        ...(extensions.linkReceipts && { linkReceipts: extensions.linkReceipts }),
      },
    }),
  };
}
