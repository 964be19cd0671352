import { hash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { conditionReader } from '../../../shared/graphql/conditions.ts';
import type { Protections } from '../protections.ts';
import { prepareOperation } from './prepare-operation.ts';
import type { AskedOperation, PreparedOperation } from './prepare-operation.ts';

const OPERATIONS_KEPT = 1_000;

/** An operation with what tells it from others. */
export interface RequestedOperation extends AskedOperation {
  /** The hash of its document's text. */
  queryHash: string;
}

/** Only a variable with a default may be null here, and then only when it is given as null. */
function checkCondition(name: string, value: unknown): void {
  if (value === null)
    throw new GraphQLError(`Variable "$${name}" decides what is asked for: it must not be null.`, {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
}

/** Names sets of scopes: equal ones have one name, which is the SHA-256 of what they hold. */
function scopesNamer() {
  const known = new WeakMap<ReadonlySet<string>, string>();
  return (scopes: AskedOperation['scopes']): string => {
    if (scopes === null) return 'no viewer';
    const name = known.get(scopes) ?? hash('sha256', JSON.stringify([...scopes].sort()));
    known.set(scopes, name);
    return name;
  };
}

/**
 * Makes the function that prepares operations and keeps the last of them: one entry for each document, operation,
 * outcome of its conditions and set of scopes. Errors: those of `prepareOperation`, and BAD_USER_INPUT for a condition
 * that is null.
 */
export function createPreparer(protections: Pick<Protections, 'needOf'>) {
  const kept = new LRUCache<string, PreparedOperation>({ max: OPERATIONS_KEPT });
  const nameOf = scopesNamer();
  const conditionsOf = conditionReader();
  return (asked: RequestedOperation): PreparedOperation => {
    const { operation, variables, queryHash, scopes } = asked;
    const conditions = conditionsOf(asked).map((name) => {
      checkCondition(name, variables[name]);
      return variables[name];
    });
    const place = [queryHash, operation.name?.value, ...conditions];
    const key = `${JSON.stringify(place)} ${nameOf(scopes)}`;
    const known = kept.get(key);
    if (known) return known;
    const prepared = prepareOperation(protections, asked);
    kept.set(key, prepared);
    return prepared;
  };
}
