import { ApolloServer, HeaderMap } from '@apollo/server';
import type { BaseContext } from '@apollo/server';
import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { pluginOf } from './request-hooks.ts';
import type { RequestHooks } from './request-hooks.ts';

const typeDefs = 'type Query { here: Int }';
const resolvers = { Query: { here: () => 1 } };

/** The answer under hooks, which take turns as the plugins of a gateway do. */
async function ask(all: readonly RequestHooks<BaseContext>[], query = '{ here }') {
  const server = new ApolloServer({ typeDefs, resolvers, plugins: [pluginOf(all)] });
  const { body } = await server.executeOperation({ query });
  await server.stop();
  return body.kind === 'single' ? body.singleResult : null;
}

function refusing(message: string): () => never {
  return () => {
    throw new GraphQLError(message);
  };
}

describe('hooks of one plugin', () => {
  test('run in their order, each moment after the one before', async () => {
    const order: string[] = [];
    const noting = (name: string): RequestHooks<BaseContext> => ({
      didResolveOperation: () => order.push(`${name} resolved`),
      executionDidStart: async () => order.push(`${name} started`),
      willSendResponse: () => order.push(`${name} sends`),
      didEncounterErrors: () => order.push(`${name} failed`),
    });
    await ask([noting('a'), {}, noting('b')]);
    const moments = ['resolved', 'started', 'sends'];
    expect(order).toEqual(moments.flatMap((moment) => [`a ${moment}`, `b ${moment}`]));
    order.length = 0;
    await ask([noting('a')], '{ nothing }');
    expect(order).toEqual(['a failed', 'a sends']);
  });

  test('refuse with what fails first, and all of them have begun', async () => {
    const begun: string[] = [];
    const answer = await ask([
      { didResolveOperation: refusing('first') },
      { didResolveOperation: refusing('second') },
      { didResolveOperation: () => begun.push('third') },
    ]);
    expect(answer?.errors?.map(({ message }) => message)).toEqual(['first']);
    expect(begun).toEqual(['third']);
  });

  test('are waited for, and refuse by a promise too', async () => {
    const later = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new GraphQLError('later');
    };
    const answer = await ask([{ didResolveOperation: later }]);
    expect(answer?.errors?.map(({ message }) => message)).toEqual(['later']);
  });

  test('answer in the place of the graph, the first that does', async () => {
    const answering = (here: number): RequestHooks<BaseContext> => ({
      responseForOperation: () => ({
        http: { headers: new HeaderMap() },
        body: { kind: 'single', singleResult: { data: { here } } },
      }),
    });
    const none: RequestHooks<BaseContext> = { responseForOperation: async () => null };
    expect((await ask([none, answering(7), answering(8)]))?.data).toEqual({ here: 7 });
    expect((await ask([none]))?.data).toEqual({ here: 1 });
  });
});
