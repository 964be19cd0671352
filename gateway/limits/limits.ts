import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const LIMITS_FILE = path.join(import.meta.dirname, '../access/limits.json');

const count = z.number().int().positive();

const limits = z.strictObject({
  /** Levels of fields, the root field being the first. */
  depth: count,
  /** Fields directly on Query or Mutation. */
  rootFields: count,
  /** Fields that were given another name. */
  aliases: count,
  /** Directives anywhere in the document. */
  directives: count,
  /** Named and inline fragments of the document. */
  fragments: count,
  /** Objects that the answer may hold, weighted (operation-cost.ts). */
  cost: count,
});

const policy = z.strictObject({
  /** Tokens of the document; the same for everyone, since it is checked while parsing. */
  tokens: count,
  /** Items reckoned for a list whose size nothing states. */
  assumedListSize: count,
  /** What everyone may ask. */
  default: limits,
  /** More of a measure, for those who hold a scope. */
  scopes: z.record(z.string(), limits.partial()),
});

/** What one operation may measure at most. Fields that a fragment brings count where the fragment is used. */
export type Limits = z.infer<typeof limits>;

/** What a scope brings; a measure left out stays as it is for everyone. */
type MoreLimits = LimitPolicy['scopes'][string];

/** The limits of everyone, as data: who may ask how much in one operation. */
export type LimitPolicy = z.infer<typeof policy>;

/** Reads gateway/access/limits.json; throws when it states anything but limits. */
export function readLimitPolicy(): LimitPolicy {
  return policy.parse(JSON.parse(readFileSync(LIMITS_FILE, 'utf8')));
}

function larger(one: Limits, other: MoreLimits): Limits {
  return {
    depth: Math.max(one.depth, other.depth ?? 0),
    rootFields: Math.max(one.rootFields, other.rootFields ?? 0),
    aliases: Math.max(one.aliases, other.aliases ?? 0),
    directives: Math.max(one.directives, other.directives ?? 0),
    fragments: Math.max(one.fragments, other.fragments ?? 0),
    cost: Math.max(one.cost, other.cost ?? 0),
  };
}

/** The limits of a viewer: of each measure the most that everyone, or one of the viewer's scopes, is allowed. */
export function limitsFor(policy: LimitPolicy, scopes: ReadonlySet<string>): Limits {
  return Object.entries(policy.scopes)
    .filter(([scope]) => scopes.has(scope))
    .reduce((most, [, brought]) => larger(most, brought), policy.default);
}
