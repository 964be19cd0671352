import { describe, expect, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { buildSchema, parse } from 'graphql';
import { pino } from 'pino';
import { fixedClock } from '../../shared/time/clock.ts';
import type { OperationUse } from './operation-use.ts';
import { UsageRecorder } from './usage-recorder.ts';

const schema = buildSchema('type Query { a(x: Int): Int b: Int }');
const document = parse('{ a(x: 7) }');

function recorder(keep: (uses: readonly OperationUse[]) => Promise<void>) {
  const forgotten: string[] = [];
  const usage = new UsageRecorder({
    keep,
    forget: async (today) => void forgotten.push(today),
    clock: fixedClock('2023-01-15'),
    log: pino({ level: 'silent' }),
    interval: 3_600_000,
  });
  const ask = (asked = document, client = 'tool') => {
    usage.note({ document: asked, operationName: null, variables: {}, schema, client });
  };
  return { usage, ask, forgotten };
}

describe('what clients ask', () => {
  test('is written in one batch, counted by operation, client and day', async () => {
    const batches: (readonly OperationUse[])[] = [];
    const { usage, ask, forgotten } = recorder(async (uses) => void batches.push(uses));
    for (let time = 0; time < 120; time += 1) ask();
    ask(parse('{ b }'));
    ask(document, 'other');
    await usage.close();
    expect(batches).toHaveLength(1);
    expect(batches[0]?.map(({ text, client, day, count }) => [text, client, day, count])).toEqual([
      ['{a(x:0)}', 'tool', '2023-01-15', 120],
      ['{b}', 'tool', '2023-01-15', 1],
      ['{a(x:0)}', 'other', '2023-01-15', 1],
    ]);
    expect(batches[0]?.[0]?.coordinates).toEqual(['Query.a', 'Query.a(x:)']);
    expect(forgotten).toEqual(['2023-01-15']);
  });

  test('waits while the database is away, and is written once it is back', async () => {
    let isAway = true;
    const batches: (readonly OperationUse[])[] = [];
    const { usage, ask } = recorder(async (uses) => {
      if (isAway) throw new Error('away');
      batches.push(uses);
    });
    ask();
    await turn();
    await usage.flush();
    ask();
    isAway = false;
    await usage.close();
    expect(batches.map((uses) => uses.map(({ count }) => count))).toEqual([[2]]);
  });

  test('that cannot be read troubles nobody', async () => {
    const batches: (readonly OperationUse[])[] = [];
    const { usage, ask } = recorder(async (uses) => void batches.push(uses));
    ask(parse('type NoOperation { a: Int }'));
    ask();
    await usage.close();
    expect(batches.flat().map(({ text }) => text)).toContain('{a(x:0)}');
  });
});
