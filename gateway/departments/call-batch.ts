import type { AnswerLine } from '../../shared/subgraph/answer-lines.ts';
import { writeCall } from '../../shared/subgraph/call-shape.ts';
import type { WrittenCall } from '../../shared/subgraph/call-shape.ts';
import type { DepartmentRequest } from '../../shared/subgraph/department-call.ts';
import { joinCalls, partOf } from './joint-call.ts';
import type { JointCall } from './joint-call.ts';

/** The most calls that go together. */
const MOST_CALLS = 32;
/** The most characters of their texts together: a department takes no body of any length. */
const MOST_CHARACTERS = 2_000_000;

/** Makes the signal that ends a call which was given up; whoever cannot end one does not ask for it. */
type SignalOf = () => AbortSignal;

/** How calls are sent: each by itself, or several together, whose answers come one by one. */
export interface Sending {
  one: (request: DepartmentRequest, signalOf: SignalOf) => Promise<unknown>;
  /** Sends calls that were written; left out where that is no cheaper. */
  together?: (calls: readonly WrittenCall[], signalOf: SignalOf) => AsyncIterable<AnswerLine>;
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

interface WrittenJoined extends Joined {
  written: WrittenCall;
}

function write(joined: Joined): WrittenJoined {
  return { ...joined, written: writeCall(joined.joint.request) };
}

function lengthOf({ written: { query, rest } }: WrittenJoined): number {
  return query.length + rest.length;
}

/** Parts calls into those that go together. */
function inBodies(all: readonly WrittenJoined[]): WrittenJoined[][] {
  const bodies: WrittenJoined[][] = [];
  let body: WrittenJoined[] = [];
  let characters = 0;
  for (const call of all) {
    characters += lengthOf(call);
    if (body.length === 0 || body.length === MOST_CALLS || characters > MOST_CHARACTERS) {
      body = [];
      bodies.push(body);
      characters = lengthOf(call);
    }
    body.push(call);
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

/** Those who wait are told where it cannot be sent. */
function attempt(calls: readonly Joined[], sending: Promise<void>): void {
  sending.catch((error: unknown) => {
    fail(calls, error);
  });
}

async function sendOne(joined: Joined, send: Sending['one']): Promise<void> {
  settle(joined, await send(joined.joint.request, () => whenAllGivenUp(joined.calls)));
}

async function sendTogether(
  all: readonly WrittenJoined[],
  send: NonNullable<Sending['together']>,
): Promise<void> {
  const calls = all.map(({ written }) => written);
  const signalOf = () => whenAllGivenUp(all.flatMap((each) => each.calls));
  for await (const { call, answer } of send(calls, signalOf)) {
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
    if (together && joined.length > 1)
      for (const body of inBodies(joined.map(write))) attempt(body, sendTogether(body, together));
    else for (const each of joined) attempt([each], sendOne(each, one));
  }
}
