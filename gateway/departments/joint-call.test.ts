import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DepartmentRequest } from '../../shared/subgraph/department-call.ts';
import { joinCalls, partOf } from './joint-call.ts';

interface DrawnCall {
  query: string;
  on: string | null;
  entities: string[] | null;
}

/** What a department makes of a call: an answer for each entity; "bad" ones break, and an odd query warns of all. */
function answer({ query, variables = {} }: DepartmentRequest): Record<string, unknown> {
  const { representations, ...others } = variables;
  if (!Array.isArray(representations)) return { data: { query, others } };
  const names = representations.map(String);
  const broken = names.flatMap((name, index) =>
    name === 'bad' ? [{ message: `${query} ${name}`, path: ['_entities', index, 'field'] }] : [],
  );
  const errors = query === 'odd' ? [...broken, { message: 'Of all.' }] : broken;
  const data = {
    _entities: names.map((name) => (name === 'bad' ? null : { name, query, others })),
  };
  return { data, ...(errors.length > 0 && { errors }), extensions: { asked: query } };
}

function requestOf({ query, on, entities }: DrawnCall): DepartmentRequest {
  const variables = { ...(on && { on }), ...(entities && { representations: entities }) };
  return { query, variables };
}

/** The answers of all calls, by way of joint ones. */
function askJoined(requests: readonly DepartmentRequest[]): unknown[] {
  const answers: unknown[] = [];
  for (const joint of joinCalls(requests))
    for (const part of joint.parts)
      answers[part.place] = partOf(answer(joint.request), part, joint);
  return answers;
}

const drawnCall = fc.record<DrawnCall>({
  query: fc.constantFrom('one', 'two', 'odd'),
  on: fc.constantFrom(null, '2022-12-31'),
  entities: fc.option(fc.array(fc.constantFrom('a', 'b', 'bad'), { maxLength: 5 })),
});

describe('calls that go as one', () => {
  test('drawn: are each answered as if they had gone alone', () => {
    fc.assert(
      fc.property(fc.array(drawnCall, { maxLength: 12 }), (calls) => {
        const requests = calls.map(requestOf);
        expect(askJoined(requests)).toEqual(requests.map(answer));
      }),
    );
  });

  test('are those that ask the same of other entities', () => {
    const calls = [
      { query: 'one', on: null, entities: ['a'] },
      { query: 'two', on: null, entities: ['a'] },
      { query: 'one', on: '2022-12-31', entities: ['a'] },
      { query: 'one', on: null, entities: null },
      { query: 'one', on: null, entities: ['b', 'c'] },
    ];
    const joined = joinCalls(calls.map(requestOf));
    expect(joined.map(({ parts }) => parts.map(({ place }) => place))).toEqual([
      [0, 4],
      [1],
      [2],
      [3],
    ]);
    expect(joined[0]?.request.variables).toEqual({ representations: ['a', 'b', 'c'] });
  });

  test('are none that bring what has become of links', () => {
    const request = { query: 'one', variables: { representations: ['a'] } };
    const joined = joinCalls([
      request,
      { ...request, links: [] },
      { ...request, linkReceipts: [] },
    ]);
    expect(joined).toHaveLength(3);
  });

  test('stay apart where they would be long', () => {
    const long = {
      query: 'one',
      variables: { representations: Array.from({ length: 400 }, String) },
    };
    expect(joinCalls([long, long, long])).toHaveLength(3);
  });

  test.each([
    ['too many entities', { data: { _entities: [1, 2, 3] } }],
    ['too few', { data: { _entities: [1] } }],
    ['no list of them', { data: { _entities: 'all' } }],
  ])('are answered by nothing that holds %s', (_, came) => {
    const request = { query: 'one', variables: { representations: ['a'] } };
    const [joint] = joinCalls([request, request]);
    if (!joint) throw new Error('They were not joined.');
    for (const part of joint.parts) expect(() => partOf(came, part, joint)).toThrow('2 entities');
  });

  test.each([[null], ['nonsense'], [{ errors: [{ message: 'no' }] }], [{ data: null }]])(
    'are each told %j, which is about all of them',
    (came) => {
      const request = { query: 'one', variables: { representations: ['a'] } };
      const [joint] = joinCalls([request, request]);
      if (!joint) throw new Error('They were not joined.');
      for (const part of joint.parts) expect(partOf(came, part, joint)).toEqual(came);
    },
  );
});
