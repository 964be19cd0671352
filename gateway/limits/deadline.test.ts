import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startDeadline, timeForCall, withinDeadline } from './deadline.ts';

/** A clock that stands until it is told to go on. */
function clockAt(start: number) {
  let time = start;
  return {
    now: () => time,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

describe('the time of a request', () => {
  test('is used up as time passes, and no further', () => {
    const clock = clockAt(500);
    const deadline = startDeadline(1_000, clock.now);
    expect(deadline.remaining()).toBe(1_000);
    clock.pass(400);
    expect(deadline.remaining()).toBe(600);
    clock.pass(5_000);
    expect(deadline.remaining()).toBe(0);
  });

  test('gives a call its own limit while more is left, then what is left', () => {
    const clock = clockAt(0);
    const deadline = startDeadline(1_000, clock.now);
    expect(timeForCall(deadline, 300)).toBe(300);
    clock.pass(799.5);
    expect(timeForCall(deadline, 300)).toBe(201);
    clock.pass(300);
    expect(timeForCall(deadline, 300)).toBe(0);
  });
});

describe('work', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const never = new Promise<string>(() => undefined);

  test('in time is answered, and leaves no timer behind', async () => {
    const deadline = startDeadline(1_000, () => 0);
    await expect(withinDeadline(Promise.resolve('done'), deadline)).resolves.toBe('done');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('that fails in time fails as it does', async () => {
    const deadline = startDeadline(1_000, () => 0);
    await expect(withinDeadline(Promise.reject(new Error('own')), deadline)).rejects.toThrow('own');
  });

  test('has a second after the deadline to be put together, and no more', async () => {
    const waiting = withinDeadline(
      never,
      startDeadline(1_000, () => 0),
    );
    const settled = jest.fn();
    waiting.catch(settled);
    await jest.advanceTimersByTimeAsync(1_999);
    expect(settled).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    await expect(waiting).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      extensions: {
        limit: 1_000,
        measure: 'milliseconds',
        messageVi: expect.any(String),
        http: { status: 504 },
      },
    });
  });
});
