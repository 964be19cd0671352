import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { issueGrant } from '../access/grant.ts';
import type { Grant } from '../access/grant.ts';
import { Turns } from './turns.ts';

/** Turns that are answered at once. */
const AT_ONCE = 4;

function grantWith(scope: string): Grant {
  return issueGrant({ department: 'here', scopes: [scope], purpose: 'REPORTING', viewer: null });
}

interface Context {
  scope: string;
  isOver: boolean;
}

/** Contexts that know whose they are, and whether a turn of the event loop has passed since they were made. */
function tracked() {
  const made: Context[] = [];
  const turns = new Turns<Context>(({ scopes: [scope = ''] }) => {
    const context = { scope, isOver: false };
    made.push(context);
    return context;
  });
  return { turns, made };
}

describe('calls in turns', () => {
  test('that come together under equal grants share a context, others do not', async () => {
    const { turns, made } = tracked();
    const scopes = ['a', 'b', 'a', 'b', 'a'];
    const met = await Promise.all(
      scopes.map((scope) => turns.join(grantWith(scope), async (context) => context)),
    );
    expect(met.map(({ scope }) => scope)).toEqual(scopes);
    expect(made).toHaveLength(2);
  });

  test('drawn: each is answered once, under its own grant, by nothing that was begun before it came', async () => {
    const call = fc.record({
      scope: fc.constantFrom('a', 'b', 'c'),
      wait: fc.nat(12),
      work: fc.nat(9),
      fails: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 40 }), async (calls) => {
        const { turns } = tracked();
        const run = async ({ scope, wait, work, fails }: (typeof calls)[number]) => {
          for (let turn = 0; turn < wait; turn += 1) await nextTurn();
          return turns.join(grantWith(scope), async (context) => {
            const answer = { scope: context.scope, wasOver: context.isOver };
            for (let turn = 0; turn < work; turn += 1) await nextTurn();
            context.isOver = work > 0 || context.isOver;
            if (fails) throw new Error('failed');
            return answer;
          });
        };
        const settled = await Promise.allSettled(calls.map(run));
        settled.forEach((one, index) => {
          const { scope = '', fails = false } = calls[index] ?? {};
          expect(one).toEqual(
            fails
              ? { status: 'rejected', reason: new Error('failed') }
              : { status: 'fulfilled', value: { scope, wasOver: false } },
          );
        });
      }),
      { numRuns: 200 },
    );
  });

  /** Begins as many turns as are answered at once, each of a call that ends when it is told. */
  async function fill(turns: Turns<Context>) {
    const running = [];
    for (let turn = 0; turn < AT_ONCE; turn += 1) {
      const { promise: end, resolve: finish } = withResolvers();
      running.push({ finish, answered: turns.join(grantWith('a'), () => end) });
      await nextTurn();
      await nextTurn();
    }
    return running;
  }

  test('begin at once while few are answered, and then go together as soon as one turn ends', async () => {
    const { turns, made } = tracked();
    const running = await fill(turns);
    expect(made).toHaveLength(AT_ONCE);
    const waiting = [];
    for (let call = 0; call < 10; call += 1) {
      waiting.push(turns.join(grantWith('a'), async (context) => context));
      await nextTurn();
    }
    expect(made).toHaveLength(AT_ONCE);
    running[2]?.finish();
    expect(new Set(await Promise.all(waiting)).size).toBe(1);
    expect(made).toHaveLength(AT_ONCE + 1);
    for (const { finish } of running) finish();
    await Promise.all(running.map(({ answered }) => answered));
  });

  test('share a context with all of their turn of the event loop, whatever ends meanwhile', async () => {
    const { turns } = tracked();
    const { promise: end, resolve: finish } = withResolvers();
    const ending = turns.join(grantWith('a'), () => end);
    await nextTurn();
    await nextTurn();
    const first = turns.join(grantWith('a'), async (context) => context);
    finish();
    await ending;
    const second = turns.join(grantWith('a'), async (context) => context);
    expect(await first).toBe(await second);
  });

  test('do not wait long for turns that take long', async () => {
    const { turns, made } = tracked();
    const running = await fill(turns);
    expect(await turns.join(grantWith('a'), async () => 'done')).toBe('done');
    expect(made).toHaveLength(AT_ONCE + 1);
    for (const { finish } of running) finish();
    await Promise.all(running.map(({ answered }) => answered));
  });
});

function withResolvers() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
