import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { pino } from 'pino';
import { issueGrant } from '../../shared/access/grant.ts';
import type { Deadline } from '../limits/deadline.ts';
import { answerShapes } from './answer-shape.ts';
import { callDepartment } from './call-department.ts';
import type { DepartmentClient } from './department-client.ts';

const SDL = 'type Query { here: Int }';
const QUERY = '{ here }';
const GRANT = issueGrant({ department: 'health', scopes: [], purpose: 'REPORTING', viewer: null });
const HOUR = 3_600_000;

type Send = DepartmentClient['send'];

/** What comes of one call, and how often the department was asked. */
async function call(send: Send, left: number, callLimit = HOUR) {
  let asked = 0;
  const counted: Send = (...given) => {
    asked += 1;
    return send(...given);
  };
  const client = { name: 'health', send: counted, close: async () => undefined };
  const options = { client, deadline: callLimit, shapes: answerShapes(SDL) };
  const deadline: Deadline = { limit: 1_000, remaining: () => left };
  const outcome = await callDepartment(
    { ...options, log: pino({ level: 'silent' }) },
    { query: QUERY },
    { grantFor: () => GRANT, deadline },
    { document: parse(QUERY) },
  );
  return { outcome, asked };
}

const never: Send = () => new Promise(() => undefined);

describe('a call to a department', () => {
  test('brings its answer, asked under the grant for it', async () => {
    const seen: unknown[] = [];
    const { outcome } = await call(async (_, grant) => {
      seen.push(grant);
      return { data: { here: 1 } };
    }, HOUR);
    expect(outcome).toEqual({ answer: { data: { here: 1 } } });
    expect(seen).toEqual([GRANT]);
  });

  test('is not made where the request has no time left', async () => {
    const { outcome, asked } = await call(async () => ({ data: { here: 1 } }), 0);
    expect(outcome).toEqual({ failure: 'DEADLINE_EXCEEDED' });
    expect(asked).toBe(0);
  });

  const failures: [string, Send, number, number, string][] = [
    ['the request’s time is over first', never, 5, HOUR, 'DEADLINE_EXCEEDED'],
    ['its own time is over first', never, HOUR, 5, 'DEPARTMENT_TIMEOUT'],
    [
      'it cannot be reached',
      () => Promise.reject(new Error('x')),
      HOUR,
      HOUR,
      'DEPARTMENT_UNAVAILABLE',
    ],
    ['it answers in no form', async () => 'x', HOUR, HOUR, 'DEPARTMENT_BAD_ANSWER'],
    [
      'it answers in another form',
      async () => ({ data: { here: { there: 1 } } }),
      HOUR,
      HOUR,
      'DEPARTMENT_BAD_ANSWER',
    ],
  ];
  test.each(failures)('says so where %s', async (_, send, left, callLimit, failure) => {
    expect((await call(send, left, callLimit)).outcome).toEqual({ failure });
  });
});
