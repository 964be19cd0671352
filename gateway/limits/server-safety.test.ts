import { expect, test } from '@jest/globals';
import { ApolloServer } from '@apollo/server';
import { pluginOf } from '../plugins/request-hooks.ts';
import { serverSafety, withoutSuggestions } from './server-safety.ts';

const SDL = `
  type Query { a(where: Where, kind: Kind): Int }
  input Where { secretField: Int }
  enum Kind { SECRET_KIND }`;

/** Wrong names, in the text and in variables, each near to one that exists. */
const questions: [string, Record<string, unknown>][] = [
  ['query ($w: Where) { a(where: $w) }', { w: { secretFeld: 1 } }],
  ['query ($k: Kind) { a(kind: $k) }', { k: 'SECRET_KIN' }],
  ['{ a(where: { secretFeld: 1 }) }', {}],
  ['{ a(kind: SECRET_KIN) }', {}],
];

test.each([
  [true, 'helped with names'],
  [false, 'told that they are wrong, and no more'],
])('where introspection is %p, clients are %s', async (introspection) => {
  const server = new ApolloServer({
    typeDefs: SDL,
    ...serverSafety({ introspection, tokens: 100 }),
    plugins: introspection ? [] : [pluginOf([withoutSuggestions])],
  });
  for (const [query, variables] of questions) {
    const { body } = await server.executeOperation({ query, variables });
    const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
    expect(errors).toHaveLength(1);
    const [message = ''] = errors.map((error) => error.message);
    expect(/Did you mean.*secretField|Did you mean.*SECRET_KIND/.test(message)).toBe(introspection);
    expect(message.length).toBeGreaterThan(20);
  }
  await server.stop();
});
