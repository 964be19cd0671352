import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import { z } from 'zod';

const anyForm = z.strictObject({ $any: z.enum(['string', 'number', 'boolean']) });
const saysForm = z.strictObject({ $says: z.string() });
const notForm = z.strictObject({ $not: z.string() });
const sameForm = z.strictObject({ $same: z.string() });

/** What Jest takes for a value that decides itself what it equals. */
interface Matcher {
  asymmetricMatch: (actual: unknown) => boolean;
  toString: () => string;
}

function matcher(says: string, asymmetricMatch: Matcher['asymmetricMatch']): Matcher {
  return { asymmetricMatch, toString: () => says };
}

/** Equals the first value met under that name; never null. */
function sameAs(name: string, met: Map<string, unknown>): Matcher {
  return matcher(`Same<${name}>`, (actual) => {
    if (!met.has(name)) met.set(name, actual);
    return actual !== null && actual !== undefined && isDeepStrictEqual(met.get(name), actual);
  });
}

function drawn(value: unknown, met: Map<string, unknown>): Matcher | null {
  const any = anyForm.safeParse(value).data;
  if (any) return matcher(`Any<${any.$any}>`, (actual) => typeof actual === any.$any);
  const says = saysForm.safeParse(value).data;
  if (says)
    return matcher(
      `Says<${says.$says}>`,
      (actual) => typeof actual === 'string' && actual.includes(says.$says),
    );
  const not = notForm.safeParse(value).data;
  if (not)
    return matcher(
      `Not<${not.$not}>`,
      (actual) => typeof actual === 'string' && actual !== not.$not,
    );
  const same = sameForm.safeParse(value).data;
  return same ? sameAs(same.$same, met) : null;
}

function withMatchers(value: unknown, met: Map<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => withMatchers(item, met));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, withMatchers(item, met)]);
  return drawn(value, met) ?? Object.fromEntries(entries);
}

/** Fails the test unless the answer is the expected one, in the notation of the scenarios' README. */
export function expectAnswer(actual: unknown, expected: unknown): void {
  expect(actual).toEqual(withMatchers(expected, new Map()));
}
