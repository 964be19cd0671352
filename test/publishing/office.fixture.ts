import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { keyIdOf, makePublishKeys, readPublicKey } from '../../gateway/publishing/publish-key.ts';
import { signPublication } from '../../gateway/publishing/signed-publication.ts';
import type { Graph } from '../harness/start-graph.ts';

const answerShape = z.object({
  outcome: z.string().default('UNSIGNED'),
  reasons: z.array(z.string()).default([]),
  notes: z.array(z.string()).default([]),
  supergraphId: z.number().nullable().default(null),
  gateways: z
    .array(z.object({ gateway: z.string(), reasons: z.array(z.string()).nullable() }))
    .default([]),
  errors: z.array(z.object({ message: z.string() })).default([]),
});

/** A department's schema as its folder states it. */
export function schemaOf(department: string): string {
  return readFileSync(
    path.join(import.meta.dirname, '../../subgraphs', department, 'schema.graphql'),
    'utf8',
  );
}

/** A text with a part of it in another's place; fails where the part is not there. */
export function edited(sdl: string, part: string | RegExp, other: string): string {
  const text = sdl.replace(part, other);
  if (text === sdl) throw new Error(`There is no ${String(part)}.`);
  return text;
}

export async function sqlOn(graph: Graph, text: string, values: unknown[] = []) {
  const client = new Client({ connectionString: graph.trace.controlUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Makes a key pair for a department and has its public half registered; answers the private one. */
export async function registerKey(graph: Graph, department: string): Promise<string> {
  const { privateKey, publicKey } = makePublishKeys();
  const id = await keyIdOf(readPublicKey(publicKey) ?? {});
  const values = [id, department, publicKey];
  await sqlOn(
    graph,
    'insert into publish_key (id, department, public_key) values ($1, $2, $3)',
    values,
  );
  return privateKey;
}

/** Sends what was signed, as `npm run publish` does. */
export async function send(url: string, signed: string) {
  const response = await fetch(`${url}/publications`, { method: 'POST', body: signed });
  const body: unknown = await response.json();
  return { status: response.status, ...answerShape.parse(body) };
}

/** A department that publishes with a key of its own. */
export async function openOffice(graph: Graph, department: string) {
  const key = await registerKey(graph, department);
  return {
    key,
    publish: async (sdl: string, { isDryRun = false, url = graph.url, now = Date.now() } = {}) =>
      send(url, await signPublication({ department, sdl, isDryRun }, key, now)),
  };
}
