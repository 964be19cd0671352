import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { issueGrant } from '../access/grant.ts';
import type { Grant } from '../access/grant.ts';
import { Turns } from './turns.ts';

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
      wait: fc.nat(4),
      work: fc.nat(3),
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

  test('do not wait long for one that takes long', async () => {
    const { turns } = tracked();
    const { promise: end, resolve: finish } = withResolvers();
    const slow = [1, 2].map(async () => {
      await nextTurn();
      return turns.join(grantWith('a'), () => end);
    });
    const quick = turns.join(grantWith('a'), async () => 'done');
    await nextTurn();
    const later = await turns.join(grantWith('a'), async () => 'done too');
    expect([await quick, later]).toEqual(['done', 'done too']);
    finish();
    await Promise.all(slow);
  });
});

function withResolvers() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
