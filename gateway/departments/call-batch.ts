import type { DepartmentRequest } from '../../shared/subgraph/department-call.ts';
import type { AnswerLine } from '../../shared/subgraph/answer-lines.ts';

/** The most calls that go together: more would be too long a body where each asks about thousands of children. */
const MOST_TOGETHER = 16;

/** How calls are sent: one alone, or several together, whose answers come one by one. */
export interface Sending {
  one: (request: DepartmentRequest, signal: AbortSignal) => Promise<unknown>;
  together: (
    requests: readonly DepartmentRequest[],
    signal: AbortSignal,
  ) => AsyncIterable<AnswerLine>;
}

interface WaitingCall {
  request: DepartmentRequest;
  signal: AbortSignal;
  resolve: (answer: unknown) => void;
  reject: (reason: unknown) => void;
}

/** Aborts when every one of the calls was given up. */
function whenAllGivenUp(calls: readonly WaitingCall[]): AbortSignal {
  const controller = new AbortController();
  let left = calls.length;
  for (const { signal } of calls)
    signal.addEventListener(
      'abort',
      () => {
        left -= 1;
        if (left === 0) controller.abort();
      },
      { once: true },
    );
  return controller.signal;
}

/** Calls under one grant that begin in one turn of the event loop, and go to their department together. */
export class CallBatch {
  readonly #sending: Sending;
  #calls: WaitingCall[] = [];

  constructor(sending: Sending) {
    this.#sending = sending;
  }

  ask(request: DepartmentRequest, signal: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#calls.length === 0)
        setImmediate(() => {
          this.#send();
        });
      this.#calls.push({ request, signal, resolve, reject });
    });
  }

  #send(): void {
    const calls = this.#calls;
    this.#calls = [];
    for (let first = 0; first < calls.length; first += MOST_TOGETHER)
      this.#sendSome(calls.slice(first, first + MOST_TOGETHER));
  }

  #sendSome(calls: readonly WaitingCall[]): void {
    const [only] = calls;
    if (calls.length === 1 && only) {
      this.#sending.one(only.request, only.signal).then(only.resolve, only.reject);
      return;
    }
    this.#sendTogether(calls).catch((error: unknown) => {
      for (const { reject } of calls) reject(error);
    });
  }

  async #sendTogether(calls: readonly WaitingCall[]): Promise<void> {
    const requests = calls.map(({ request }) => request);
    const lines = this.#sending.together(requests, whenAllGivenUp(calls));
    for await (const { call, answer } of lines) calls[call]?.resolve(answer);
    for (const { reject } of calls) reject(new Error('The department left a call unanswered.'));
  }
}
