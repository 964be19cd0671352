import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { readSettings } from './settings.ts';
import { StartProblem } from './start-problem.ts';

const shape = z.object({
  DEPARTMENT_KEY: z.string().default('x'),
  DATABASE_URL: z.string().optional(),
  CHILDREN: z.string().optional(),
});

function read(settings: NodeJS.ProcessEnv, environment = 'production') {
  return () => readSettings(shape, { NODE_ENV: environment, ...settings });
}

describe('in production', () => {
  test.each([
    [{ DEPARTMENT_KEY: 'demo-key-of-health' }, 'DEPARTMENT_KEY'],
    [{ DATABASE_URL: 'postgres://health:demo-health@postgres:5432/health' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'a:demo-a', DEPARTMENT_KEY: 'demo-b' }, 'DEPARTMENT_KEY, DATABASE_URL'],
  ])('a secret that came with the product is refused: %j', (settings, named) => {
    expect(read(settings)).toThrow(StartProblem);
    expect(read(settings)).toThrow(`${named} must be set to a secret of your own`);
  });

  test('the refusal does not repeat it', () => {
    expect(read({ DATABASE_URL: 'a:demo-word' })).not.toThrow(/demo-word/);
  });

  test('secrets of one’s own are taken, and what is no secret or not asked for', () => {
    const own = {
      DEPARTMENT_KEY: 'a-demo-in-the-middle',
      DATABASE_URL: 'postgres://a:b@c/demo-1',
      CHILDREN: 'demo-children',
      OTHER_KEY: 'demo-other',
    };
    expect(read(own)).not.toThrow();
  });
});

test('elsewhere the secrets that came with the product are taken', () => {
  expect(read({ DEPARTMENT_KEY: 'demo-a' }, 'development')).not.toThrow();
  expect(read({ DEPARTMENT_KEY: 'demo-a' }, '')).not.toThrow();
});
