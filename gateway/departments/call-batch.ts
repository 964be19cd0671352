import type { AnswerLine } from '../../shared/subgraph/answer-lines.ts';
import type { DepartmentRequest } from '../../shared/subgraph/department-call.ts';
import { joinCalls, partOf } from './joint-call.ts';
import type { JointCall } from './joint-call.ts';

/** The most calls that go together. */
const MOST_CALLS = 64;
/** The most entities that they ask about together: more would be too long a body, and too long an answer. */
const MOST_ENTITIES = 8_000;

/** Makes the signal that ends a call which was given up; whoever cannot end one does not ask for it. */
type SignalOf = () => AbortSignal;

/** How calls are sent: each by itself, or several together, whose answers come one by one. */
export interface Sending {
  one: (request: DepartmentRequest, signalOf: SignalOf) => Promise<unknown>;
  /** Left out where that is no cheaper. */
  together?: (
    requests: readonly DepartmentRequest[],
    signalOf: SignalOf,
  ) => AsyncIterable<AnswerLine>;
}

interface WaitingCall {
  request: DepartmentRequest;
  signalOf: SignalOf;
  resolve: (answer: unknown) => void;
  reject: (reason: unknown) => void;
}

/** Calls that go as one, and those who wait for them. */
interface Joined {
  joint: JointCall;
  calls: readonly WaitingCall[];
}

function entitiesIn({ joint }: Joined): number {
  return joint.parts.reduce((sum, { count }) => sum + count, 0);
}

/** Parts calls into those that go together. */
function inBodies(all: readonly Joined[]): Joined[][] {
  const bodies: Joined[][] = [];
  let body: Joined[] = [];
  let entities = 0;
  for (const joined of all) {
    entities += entitiesIn(joined);
    if (body.length === 0 || body.length === MOST_CALLS || entities > MOST_ENTITIES) {
      body = [];
      bodies.push(body);
      entities = entitiesIn(joined);
    }
    body.push(joined);
  }
  return bodies;
}

/** Aborts when every one of the calls was given up. */
function whenAllGivenUp(calls: readonly WaitingCall[]): AbortSignal {
  const controller = new AbortController();
  let left = calls.length;
  const giveUp = () => {
    left -= 1;
    if (left === 0) controller.abort();
  };
  for (const signal of calls.map(({ signalOf }) => signalOf()))
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  return controller.signal;
}

function settle({ joint, calls }: Joined, answer: unknown): void {
  for (const [index, part] of joint.parts.entries())
    try {
      calls[index]?.resolve(partOf(answer, part, joint));
    } catch (error) {
      calls[index]?.reject(error);
    }
}

function fail(all: readonly Joined[], reason: unknown): void {
  for (const { calls } of all) for (const { reject } of calls) reject(reason);
}

async function sendOne(joined: Joined, send: Sending['one']): Promise<void> {
  settle(joined, await send(joined.joint.request, () => whenAllGivenUp(joined.calls)));
}

async function sendTogether(
  all: readonly Joined[],
  send: NonNullable<Sending['together']>,
): Promise<void> {
  const requests = all.map(({ joint }) => joint.request);
  const signalOf = () => whenAllGivenUp(all.flatMap(({ calls }) => calls));
  for await (const { call, answer } of send(requests, signalOf)) {
    const answered = all[call];
    if (answered) settle(answered, answer);
  }
  fail(all, new Error('The department left a call unanswered.'));
}

/** Calls under one grant that begin in one turn of the event loop, and go to their department together. */
export class CallBatch {
  readonly #sending: Sending;
  #calls: WaitingCall[] = [];

  constructor(sending: Sending) {
    this.#sending = sending;
  }

  ask(request: DepartmentRequest, signalOf: SignalOf): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#calls.length === 0)
        queueMicrotask(() => {
          this.#send();
        });
      this.#calls.push({ request, signalOf, resolve, reject });
    });
  }

  #send(): void {
    const calls = this.#calls;
    this.#calls = [];
    const joined = joinCalls(calls.map(({ request }) => request)).map((joint) => ({
      joint,
      calls: joint.parts.flatMap(({ place }) => calls[place] ?? []),
    }));
    const { one, together } = this.#sending;
    for (const some of together ? inBodies(joined) : joined.map((each) => [each])) {
      const [only] = some;
      const sent =
        together && some.length > 1 ? sendTogether(some, together) : only && sendOne(only, one);
      sent?.catch((error: unknown) => {
        fail(some, error);
      });
    }
  }
}
