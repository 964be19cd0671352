import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { DepartmentAnswer, DepartmentRequest } from './department-call.ts';

const lineShape = z.object({ call: z.number(), answer: z.unknown() });

/** An answer among several, with the place of its call. */
export type AnswerLine = z.infer<typeof lineShape>;

/** Sends what is written in one turn of the event loop together. */
function writer(response: ServerResponse) {
  let isCorked = false;
  return (line: string): void => {
    if (!isCorked) {
      isCorked = true;
      response.cork();
      setImmediate(() => {
        isCorked = false;
        response.uncork();
      });
    }
    response.write(line);
  };
}

/** Sends the answers to calls that came together: a line of JSON each, as soon as it is ready, so that none waits for another. */
export async function sendAnswerLines(
  calls: readonly DepartmentRequest[],
  answer: (call: DepartmentRequest) => Promise<DepartmentAnswer>,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': 'no-store',
  });
  const write = writer(response);
  await Promise.all(
    calls.map(async (each, call) => {
      write(`${JSON.stringify({ call, answer: await answer(each) })}\n`);
    }),
  );
  response.end();
}

/** Reads such lines as they come; what is no such line is thrown as an error. */
export async function* readAnswerLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<AnswerLine, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield lineShape.parse(JSON.parse(line));
  }
  if (rest !== '') throw new Error('The answers were cut off.');
}
