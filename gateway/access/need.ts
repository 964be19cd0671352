/**
 * What a field asks of its viewer, in the form of `@requiresScopes`: sets of scopes, one of which must be held whole.
 * `[[]]` asks for any viewer at all, as `@authenticated` does; `[]` is beyond everyone's reach; null asks for nothing.
 */
export type Need = readonly (readonly string[])[] | null;

/** What everyone who says who they are may see. */
export const ANY_VIEWER: Need = [[]];

type ScopeSet = readonly string[];

function isWithin(inner: ScopeSet, outer: ScopeSet): boolean {
  return inner.every((scope) => outer.includes(scope));
}

function union(one: ScopeSet, other: ScopeSet): ScopeSet {
  return [...new Set([...one, ...other])].sort();
}

/** Leaves out the sets that hold another one: whoever holds them whole holds that one too. */
function withoutLarger(sets: readonly ScopeSet[]): readonly ScopeSet[] {
  const distinct = [...new Map(sets.map((set) => [set.join(' '), set])).values()];
  return distinct.filter((set) => !distinct.some((other) => other !== set && isWithin(other, set)));
}

function both(one: Need, other: Need): Need {
  if (one === null) return other;
  if (other === null) return one;
  return withoutLarger(one.flatMap((set) => other.map((added) => union(set, added))));
}

/** What is needed where all of these are. */
export function allOf(needs: readonly Need[]): Need {
  return needs.reduce(both, null);
}

/** Whether holding these scopes is enough; null stands for no viewer. */
export function isMet(need: Need, scopes: ReadonlySet<string> | null): boolean {
  if (need === null || scopes === null) return need === null;
  return need.some((set) => set.every((scope) => scopes.has(scope)));
}

/** Whether whoever meets the one always meets the other. */
export function implies(one: Need, other: Need): boolean {
  if (one === null || other === null) return other === null;
  return one.every((set) => other.some((part) => isWithin(part, set)));
}
