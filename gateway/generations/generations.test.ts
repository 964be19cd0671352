import type { IncomingMessage, ServerResponse } from 'node:http';
import { IncomingMessage as Incoming, ServerResponse as Response } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { Generations } from './generations.ts';

const log = pino({ level: 'silent' });

function deferred() {
  let done = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    done = resolve;
  });
  return { promise, done };
}

/** Generations that answer when they are told to, and what became of them. */
function scene() {
  const stopped: string[] = [];
  const answered: string[] = [];
  const waiting = new Map<string, ReturnType<typeof deferred>>();
  const make = (supergraphSdl: string) => {
    const gate = deferred();
    waiting.set(supergraphSdl, gate);
    const door = async (): Promise<void> => {
      await gate.promise;
      expect(stopped).not.toContain(supergraphSdl);
      answered.push(supergraphSdl);
    };
    const stop = async (): Promise<void> => {
      stopped.push(supergraphSdl);
    };
    return {
      supergraphSdl,
      hash: supergraphSdl,
      endpoint: door,
      reports: door,
      exports: door,
      stop,
    };
  };
  const open = async (sdl: string) => {
    if (sdl === 'bad') throw new Error('refused');
    return make(sdl);
  };
  const generations = new Generations(make('one'), open, log);
  const request: IncomingMessage = new Incoming(new Socket());
  const response: ServerResponse = new Response(request);
  return {
    generations,
    stopped,
    answered,
    ask: () => generations.answer('endpoint', request, response),
    finish: (sdl: string) => waiting.get(sdl)?.done(),
  };
}

describe('a switch', () => {
  test('leaves a request in flight to the generation that began it, which is stopped after it', async () => {
    const { answered, ask, finish, generations, stopped } = scene();
    const first = ask();
    await generations.take('two');
    const second = ask();
    expect({ stopped, answering: generations.answering }).toEqual({ stopped: [], answering: 2 });
    finish('two');
    await second;
    expect({ answered, stopped }).toEqual({ answered: ['two'], stopped: [] });
    finish('one');
    await first;
    expect({ answered, stopped }).toEqual({ answered: ['two', 'one'], stopped: ['one'] });
    expect(generations.answering).toBe(1);
  });

  test('stops an idle generation at once', async () => {
    const { generations, stopped } = scene();
    await generations.take('two');
    expect(stopped).toEqual(['one']);
  });

  test('that is refused changes nothing', async () => {
    const { answered, ask, finish, generations, stopped } = scene();
    await expect(generations.take('bad')).rejects.toThrow('refused');
    finish('one');
    await ask();
    expect({ answered, stopped }).toEqual({ answered: ['one'], stopped: [] });
    await generations.take('two');
    expect(generations.current.hash).toBe('two');
  });

  test('to the supergraph that runs is none', async () => {
    const { generations, stopped } = scene();
    await generations.take('one');
    expect(stopped).toEqual([]);
  });

  test('comes after the one before it, whoever asked first', async () => {
    const { generations, stopped } = scene();
    await Promise.all([generations.take('two'), generations.take('three')]);
    expect(generations.current.hash).toBe('three');
    expect(stopped).toEqual(['one', 'two']);
  });
});

test('stopping ends the current generation too', async () => {
  const { ask, finish, generations, stopped } = scene();
  const first = ask();
  await generations.take('two');
  finish('one');
  await first;
  await generations.stop();
  expect(stopped.sort()).toEqual(['one', 'two']);
});

test('a rehearsal leaves nothing behind', async () => {
  const { generations, stopped } = scene();
  await generations.rehearse('two');
  expect({ stopped, current: generations.current.hash }).toEqual({
    stopped: ['two'],
    current: 'one',
  });
});
