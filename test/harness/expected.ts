import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import { z } from 'zod';

/** What Jest takes for a value that decides itself what it equals. */
interface Matcher {
  $$typeof: symbol;
  asymmetricMatch: (actual: unknown) => boolean;
  toAsymmetricMatcher: () => string;
}

function matcher(says: string, asymmetricMatch: Matcher['asymmetricMatch']): Matcher {
  const $$typeof = Symbol.for('jest.asymmetricMatcher');
  return { $$typeof, asymmetricMatch, toAsymmetricMatcher: () => says };
}

function anyOfKind(kind: string): Matcher {
  return matcher(`Any<${kind}>`, (actual) => typeof actual === kind);
}

function saying(part: string): Matcher {
  return matcher(`Says<${part}>`, (actual) => typeof actual === 'string' && actual.includes(part));
}

function otherThan(text: string): Matcher {
  return matcher(`Not<${text}>`, (actual) => typeof actual === 'string' && actual !== text);
}

/** Equals the first value met under that name; never null. */
function sameAs(name: string, met: Map<string, unknown>): Matcher {
  return matcher(`Same<${name}>`, (actual) => {
    if (!met.has(name)) met.set(name, actual);
    return actual !== null && actual !== undefined && isDeepStrictEqual(met.get(name), actual);
  });
}

/** The notation that test/scenarios/README.md explains. */
const notation = z.union([
  z.strictObject({ $any: z.enum(['string', 'number', 'boolean']) }),
  z.strictObject({ $says: z.string() }),
  z.strictObject({ $not: z.string() }),
  z.strictObject({ $same: z.string() }),
]);

function drawn(noted: z.infer<typeof notation>, met: Map<string, unknown>): Matcher {
  if ('$any' in noted) return anyOfKind(noted.$any);
  if ('$says' in noted) return saying(noted.$says);
  return '$not' in noted ? otherThan(noted.$not) : sameAs(noted.$same, met);
}

function withMatchers(value: unknown, met: Map<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => withMatchers(item, met));
  if (typeof value !== 'object' || value === null) return value;
  const noted = notation.safeParse(value).data;
  if (noted) return drawn(noted, met);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withMatchers(item, met)]),
  );
}

/** Fails the test unless the answer is the expected one, in the notation of the scenarios' README. */
export function expectAnswer(actual: unknown, expected: unknown): void {
  expect(actual).toEqual(withMatchers(expected, new Map()));
}
