import { isObjectType } from 'graphql';
import type { DocumentNode } from 'graphql';
import { implies } from '../access/need.ts';
import { changed } from './change.ts';
import type { Change } from './change.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';
import { linesOf } from './stated-rules.ts';
import type { Supergraph } from './supergraph.ts';

/** The field that an argument's coordinate belongs to; other coordinates as they are. */
export function withoutArguments(coordinate: string): string {
  return coordinate.replace(/\(.*$/, '');
}

/** Which other department states what a coordinate names; null where none does. */
function ownerOf(coordinate: string, others: ReadonlyMap<string, ReadonlyMap<string, number>>) {
  const plain = withoutArguments(coordinate);
  return [...others].find(([, stated]) => stated.has(plain))?.[0] ?? null;
}

/** What a schema would change of what other departments state: by joining, one can do that without touching theirs. */
export function changedForOthers(
  changes: readonly Change[],
  others: ReadonlyMap<string, DocumentNode>,
): Problem[] {
  const stated = new Map([...others].map(([name, schema]) => [name, linesOf(schema)]));
  return changes
    .filter(({ kind }) => kind !== 'ADDED')
    .flatMap(({ coordinate, words }) => {
      const owner = ownerOf(coordinate, stated);
      if (owner === null) return [];
      const message = `${coordinate} ${words}, and it is ${owner}’s too: a change of it is not yours alone. State it as ${owner} does.`;
      return [problem('CHANGES_ANOTHERS', coordinate, message)];
    });
}

/** The fields that fewer people could see than before. */
export function tightened(before: Supergraph, next: Supergraph): Change[] {
  return Object.values(before.api.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => {
      const kept = next.api.getType(type.name);
      const fields = isObjectType(kept) ? kept.getFields() : {};
      return Object.keys(type.getFields())
        .filter((name) => fields[name] !== undefined && !name.startsWith('__'))
        .filter((name) => !implies(before.needOf(type.name, name), next.needOf(type.name, name)))
        .map((name) => `${type.name}.${name}`);
    })
    .map((coordinate) => changed(coordinate, 'asks for more scopes', [], [coordinate]));
}
