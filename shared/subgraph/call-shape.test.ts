import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readBodyOfCall, writeCall, writeCalls } from './call-shape.ts';

const query = fc.constantFrom('{ a }', '{ b }', 'query Tên { "c" }');
const variables = fc.dictionary(fc.constantFrom('id', 'first', 'after'), fc.string());
const calls = fc.array(
  fc.oneof(
    fc.record({ query }),
    fc.record({ query, variables, operationName: fc.constant('Tên') }),
  ),
  { minLength: 1 },
);

test('calls that are written together are read as they were', () => {
  fc.assert(
    fc.property(calls, (asked) => {
      const body = writeCalls(asked.map(writeCall));
      expect(readBodyOfCall(body)).toEqual({ calls: asked });
    }),
  );
});

test('a query that several calls share is written once', () => {
  const body = writeCalls(
    [{ query: '{ a }' }, { query: '{ b }' }, { query: '{ a }' }].map(writeCall),
  );
  expect(body.match(/\{ a \}/g)).toHaveLength(1);
});

test.each([
  '',
  '[]',
  '{}',
  '{"query":7}',
  '{"queries":[],"calls":[[0,{}]]}',
  '{"queries":["{ a }"],"calls":[[-1,{}]]}',
  '{"queries":["{ a }"],"calls":[[0.5,{}]]}',
  '{"queries":["{ a }"],"calls":[["0",{}]]}',
  '{"queries":["{ a }"],"calls":[[0]]}',
  '{"calls":[[0,{}]]}',
])('%s is no call', (body) => {
  expect(readBodyOfCall(body)).toBeNull();
});
