/**
 * The load generator, a process of its own: it is told what to send over IPC, sends it in closed loops (each sends its
 * next request when the answer to the last is whole) and says how long that took. Equal for all contestants.
 */
import { Client } from 'undici';
import { loadForm } from '../measure/load-form.ts';
import type { Load, LoadResult } from '../measure/load-form.ts';

interface Answered {
  milliseconds: number;
  /** Why it is no right answer; null where it is. */
  wrong: string | null;
}

const ERRORS = Buffer.from('"errors":');
const SHOWN_OF_WRONG = 300;

function flawOf(status: number, body: Buffer): string | null {
  if (status === 200 && !body.includes(ERRORS)) return null;
  return `${status} ${body.subarray(0, SHOWN_OF_WRONG).toString()}`;
}

function send(client: Client, path: string, load: Load, body: string): Promise<Answered> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    client.dispatch(
      { method: 'POST', path, headers: load.headers, body, headersTimeout: 0, bodyTimeout: 0 },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_, statusCode) => {
          status = statusCode;
        },
        onResponseData: (_, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => {
          const milliseconds = performance.now() - begun;
          resolve({ milliseconds, wrong: flawOf(status, Buffer.concat(chunks)) });
        },
        onResponseError: (_, error) => {
          reject(error);
        },
      },
    );
  });
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Sends until `requests` are sent or `seconds` are over, whichever comes first; the last answers are waited for. */
async function run(load: Load): Promise<LoadResult> {
  const { origin, pathname } = new URL(load.url);
  const clients = Array.from({ length: load.concurrency }, () => new Client(origin));
  const taken: number[] = [];
  const wrong: string[] = [];
  let sent = 0;
  const begun = performance.now();
  const end = begun + load.seconds * 1_000;
  const loop = async (client: Client) => {
    while (sent < load.requests && performance.now() < end) {
      const body = load.bodies[(load.from + sent) % load.bodies.length] ?? '';
      sent += 1;
      const answered = await send(client, pathname, load, body);
      taken.push(answered.milliseconds);
      if (answered.wrong !== null) wrong.push(answered.wrong);
    }
  };
  try {
    await Promise.all(clients.map(loop));
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
  const seconds = (performance.now() - begun) / 1_000;
  const sorted = taken.sort((one, other) => one - other);
  return {
    requests: sorted.length,
    seconds,
    p50: at(sorted, 0.5),
    p99: at(sorted, 0.99),
    wrong: wrong.length,
    firstWrong: wrong[0] ?? null,
  };
}

process.on('message', (message) => {
  run(loadForm.parse(message))
    .catch((error: unknown) => ({ failure: String(error) }))
    .then((answer) => process.send?.(answer))
    .catch(() => process.exit(1));
});
process.on('disconnect', () => process.exit(0));
