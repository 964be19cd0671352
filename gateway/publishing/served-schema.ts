import { buildSubgraphSchema } from '@apollo/subgraph';
import { findBreakingChanges, parse } from 'graphql';
import { z } from 'zod';
import { issueGrant } from '../../shared/access/grant.ts';
import type { DepartmentClient } from '../departments/department-client.ts';
import { readDepartmentSchema } from '../schema-check/department-schema.ts';

const answerShape = z.object({ data: z.object({ _service: z.object({ sdl: z.string() }) }) });

/** What a department that runs can answer, as SDL; null where it does not answer in time. */
async function servedBy(client: DepartmentClient, deadline: number): Promise<string | null> {
  const grant = issueGrant({
    department: client.name,
    scopes: [],
    purpose: 'PUBLISHING',
    viewer: null,
  });
  const signal = AbortSignal.timeout(deadline);
  const asked = client
    .send({ query: '{ _service { sdl } }' }, grant, () => signal)
    .catch(() => null);
  const late = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(null);
    });
  });
  const { success, data } = answerShape.safeParse(await Promise.race([asked, late]));
  return success ? data.data._service.sdl : null;
}

/** What of a schema a department does not answer that runs by another one, in GraphQL's words. */
export function missingIn(served: string, published: string): string[] {
  const stated = buildSubgraphSchema(readDepartmentSchema(published).typeDefs);
  const running = buildSubgraphSchema(parse(served));
  return findBreakingChanges(stated, running)
    .filter(({ type }) => !type.startsWith('DIRECTIVE'))
    .map(({ description }) => description.replace('was removed', 'is not there'));
}

/**
 * What a department that runs would not answer of a schema; null where it did not say within `deadline` milliseconds. A
 * schema that states less than the department answers is fine.
 */
export async function notServed(
  client: DepartmentClient,
  published: string,
  deadline: number,
): Promise<string[] | null> {
  const served = await servedBy(client, deadline);
  return served === null ? null : missingIn(served, published);
}
