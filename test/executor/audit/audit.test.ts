import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { composeSupergraph } from '../../../gateway/compose.ts';
import { listen } from '../../../shared/http/listen.ts';
import type { Listening } from '../../../shared/http/listen.ts';
import { auditServer } from './audit-server.ts';
import { fallenBehind, noteworthy, tableOf } from './report.ts';
import { runSuite } from './run-suite.ts';

const typeDefs = parse('type Query { greeting: String broken: String }');
const schema = buildSubgraphSchema({
  typeDefs,
  resolvers: {
    Query: {
      greeting: () => 'xin chào',
      broken: () => {
        throw new Error('cannot be told');
      },
    },
  },
});

const CASES = [
  { query: '{ greeting }', expected: { data: { greeting: 'xin chào' } } },
  { query: '{ broken }', expected: { data: { broken: null }, errors: true } },
  { query: '{ broken }', expected: { data: { broken: null } } },
  { query: '{ broken }', expected: { data: { broken: null }, errors: false } },
  { query: '{ greeting }', expected: { data: { greeting: 'hello' } } },
  {
    query: '{ __schema { queryType { name } } }',
    expected: { data: { __schema: { queryType: { name: 'Query' } } } },
  },
  { query: '{ unknown }', expected: { data: null, errors: true } },
];

const supergraphSdl = composeSupergraph([{ name: 'greeter', typeDefs }]);

let server: Listening;
beforeAll(async () => {
  const questionForm = z.object({ query: z.string() });
  const pages: Record<string, () => string> = {
    '/ids': () => JSON.stringify(['greetings']),
    '/greetings/supergraph': () => supergraphSdl.replaceAll('http://greeter:4001', server.url),
    '/greetings/subgraphs': () =>
      JSON.stringify([{ name: 'greeter', url: `${server.url}/graphql` }]),
    '/greetings/tests': () => JSON.stringify(CASES),
  };
  const ask = async (body: string) =>
    JSON.stringify(await graphql({ schema, source: questionForm.parse(JSON.parse(body)).query }));
  server = await listen(
    (request, response) => {
      const page = pages[request.url ?? ''];
      response.setHeader('content-type', 'application/json');
      if (page) response.end(page());
      else
        void text(request)
          .then(ask)
          .then((answer) => response.end(answer));
    },
    { host: '127.0.0.1', port: 0 },
  );
});
afterAll(() => server.close());

test('a suite is run on both executors and judged by the rule of the audit', async () => {
  const audit = auditServer(server.url);
  expect(await audit.ids()).toEqual(['greetings']);
  const result = await runSuite(audit, 'greetings');
  expect(noteworthy(result).filter((line) => line.startsWith('greetings'))).toEqual([
    'greetings, case 4',
    'greetings, case 5',
  ]);
  expect(tableOf([result]).split('\n')[1]).toMatch(/^greetings +5 +5 +7 +0 +1$/u);
  expect(fallenBehind([result])).toEqual([]);
});

test('where the compiled executor passes fewer, the suite is named', async () => {
  const result = await runSuite(auditServer(server.url), 'greetings');
  const spoiled = result.compiled.map((outcome) => ({ ...outcome, answer: {} }));
  const behind = { ...result, compiled: spoiled };
  expect(fallenBehind([behind])).toEqual(['greetings']);
  expect(tableOf([behind]).split('\n')[1]).toMatch(/^greetings +0 +5 +7 +7 +1$/u);
});
