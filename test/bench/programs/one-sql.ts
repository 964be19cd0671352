/**
 * The best that one hand-written statement over one database can do: a bare HTTP handler that answers what PostgreSQL
 * has written as JSON. No tokens, no rules, no trail. With `batched`, requests in flight together share a statement.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { listen } from '../../../shared/http/listen.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { runUntilStopped } from '../../../shared/start/run-until-stopped.ts';
import { say } from '../../../shared/start/say.ts';
import type { Stoppables } from '../../../shared/start/stoppables.ts';
import { readProgramSettings } from '../config.ts';
import {
  COHORT,
  EXPORT_CSV,
  EXPORT_NDJSON,
  ONE_PROFILE,
  PAGE,
  PROFILES,
} from '../sql/statements.ts';
import { inBatches } from './in-batches.ts';
import { oneSqlForm } from './settings.ts';

const CONNECTIONS = 8;
/** Enough that PostgreSQL is never idle, few enough that requests gather meanwhile. */
const BATCHES_AT_ONCE = 2;
const LONGEST_BODY = 100_000;

const profileForm = z.object({ variables: z.object({ id: z.string() }) });
const pageForm = z.object({
  variables: z.object({ first: z.number(), after: z.string().nullish() }),
});

type Row = { answer: string };
type Ask = (body: string) => Promise<string>;

function childNoOf(id: string): number {
  return Number(id.slice(0, -1));
}

function afterOf(cursor: string | null | undefined): number {
  return cursor ? Number(Buffer.from(cursor, 'base64url').toString().split(':')[1]) : -1;
}

async function askOne(pool: Pool, childNo: number): Promise<string> {
  const { rows } = await pool.query<Row>({ ...ONE_PROFILE, values: [childNo] });
  return rows[0]?.answer ?? 'null';
}

async function askMany(pool: Pool, childNos: readonly number[]): Promise<string[]> {
  const { rows } = await pool.query<Row & { child_no: string }>({
    ...PROFILES,
    values: [childNos],
  });
  const answers = new Map(rows.map(({ child_no, answer }) => [Number(child_no), answer]));
  return childNos.map((childNo) => answers.get(childNo) ?? 'null');
}

function profiles(pool: Pool, batched: boolean): Ask {
  const ask = batched
    ? inBatches((childNos: number[]) => askMany(pool, childNos), BATCHES_AT_ONCE)
    : (childNo: number) => askOne(pool, childNo);
  return async (body) => {
    const { variables } = profileForm.parse(JSON.parse(body));
    return `{"data":{"child":${await ask(childNoOf(variables.id))}}}`;
  };
}

function pages(pool: Pool): Ask {
  return async (body) => {
    const { first, after } = pageForm.parse(JSON.parse(body)).variables;
    const { rows } = await pool.query<Row>({ ...PAGE, values: [afterOf(after), first] });
    return `{"data":{"cohort":{"children":${rows[0]?.answer ?? 'null'}}}}`;
  };
}

function cohort(pool: Pool): Ask {
  return async () => {
    const { rows } = await pool.query<Row>(COHORT);
    return rows[0]?.answer ?? 'null';
  };
}

async function sendRows(pool: Pool, statement: string, response: ServerResponse): Promise<void> {
  const client = await pool.connect();
  try {
    await pipeline(client.query(copyTo(statement)), response);
    client.release();
  } catch (error) {
    // In the middle of a COPY it can be asked nothing else.
    client.release(true);
    throw error;
  }
}

function handler(pool: Pool, batched: boolean) {
  const asked: Readonly<Record<string, Ask>> = {
    '/profile': profiles(pool, batched),
    '/page': pages(pool),
    '/cohort': cohort(pool),
  };
  const streams: Readonly<Record<string, string>> = {
    '/export.csv': EXPORT_CSV,
    '/export.ndjson': EXPORT_NDJSON,
  };
  return async ({ url = '' }: IncomingMessage, body: string, response: ServerResponse) => {
    const [ask, statement] = [asked[url], streams[url]];
    if (statement !== undefined) return sendRows(pool, statement, response);
    const text = await ask?.(body);
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(text);
  };
}

async function start(running: Stoppables): Promise<void> {
  const { url, batched } = readProgramSettings(oneSqlForm);
  const options = '-c plan_cache_mode=force_generic_plan -c work_mem=256MB';
  const pool = new Pool({ connectionString: url, max: CONNECTIONS, options });
  running.add(() => pool.end());
  const answer = handler(pool, batched);
  const server = await listen(
    (request, response) => {
      readBody(request, LONGEST_BODY)
        .then((body) => answer(request, body, response))
        .catch((error: unknown) => {
          process.stderr.write(`${String(error)}\n`);
          response.destroy();
        });
    },
    { host: '127.0.0.1', port: 0 },
  );
  running.add(server.close);
  say(`ready ${server.url}`);
}

await runUntilStopped(start);
