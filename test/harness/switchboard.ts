import { RowsNotServed } from '../../shared/rows/rows-not-served.ts';
import type { Grant } from '../../shared/access/grant.ts';
import type { DepartmentRequest } from '../../shared/subgraph/department-call.ts';
import type { DepartmentClient } from '../../gateway/departments/department-client.ts';

/** Ways for a department to fail. */
export type Fault =
  | { kind: 'REFUSE' }
  | { kind: 'HANG' }
  | { kind: 'SLOW'; milliseconds: number }
  /** A stream of rows ends as if that were all. */
  | { kind: 'CUT' }
  | { kind: 'ANSWER'; answer: unknown };

/** What the harness knows of the calls to one department, and how it makes them fail. */
export interface Switchboard {
  /** Calls the gateway made. */
  calls: number;
  /** What the gateway asked, and under which grants. */
  requests: { request: DepartmentRequest; grant: Grant }[];
  /** The SQL it ran, but for the state of its data, which it asks at most every few seconds. */
  statements: string[];
  fault: Fault | null;
  /** Streams of rows that were begun. */
  streams: number;
  /** Whether a stream of rows is open. */
  isStreaming: boolean;
  /** Whether it streams no rows, so that exports go by pages. */
  byPages: boolean;
  /** Whether no stream of rows can be reached, though calls can. */
  streamsFail: boolean;
}

function refuse(): Promise<never> {
  return Promise.reject(
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:4999'), { code: 'ECONNREFUSED' }),
  );
}

/** Small, so that something is left to fail when a stream has begun. */
const PIECE_BYTES = 4_096;

function* piecesOf(chunk: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
}

/** Lets a piece of a stream pass, or fails; false where the stream is cut off. */
async function passes({ fault }: Switchboard): Promise<boolean> {
  if (fault?.kind === 'REFUSE') return refuse();
  if (fault?.kind === 'HANG') return new Promise(() => undefined);
  if (fault?.kind === 'SLOW')
    await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
  return fault?.kind !== 'CUT';
}

async function* watched(
  rows: AsyncGenerator<Uint8Array, void>,
  board: Switchboard,
): AsyncGenerator<Uint8Array, void> {
  if (board.byPages) throw new RowsNotServed('rows in this test');
  if (board.streamsFail) await refuse();
  board.streams += 1;
  board.isStreaming = true;
  try {
    for await (const chunk of rows)
      for (const piece of piecesOf(chunk)) {
        if (!(await passes(board))) return;
        yield piece;
      }
  } finally {
    board.isStreaming = false;
  }
}

/** Puts a switchboard before a department: it counts calls and fails them as told. */
export function withSwitchboard(client: DepartmentClient, board: Switchboard): DepartmentClient {
  const { rows } = client;
  return {
    ...client,
    ...(rows && {
      rows: (request, grant, signal) => watched(rows(request, grant, signal), board),
    }),
    send: async (request, grant, signalOf) => {
      board.calls += 1;
      board.requests.push({ request, grant });
      const { fault } = board;
      if (fault?.kind === 'REFUSE') return refuse();
      if (fault?.kind === 'HANG') return new Promise(() => undefined);
      if (fault?.kind === 'ANSWER') return fault.answer;
      if (fault?.kind === 'SLOW')
        await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
      return client.send(request, grant, signalOf);
    },
  };
}
