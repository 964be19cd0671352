/** What scopes.json states: the departments, the two scopes of each, and the scopes that belong to none. */
export interface ScopeList {
  departments: readonly string[];
  ofEachDepartment: Readonly<Record<string, string>>;
  others: Readonly<Record<string, string>>;
}

/** Stands for each department in a pattern. */
const EACH_DEPARTMENT = '{department}';

/** Every scope there is. */
export function allScopes(list: ScopeList): ReadonlySet<string> {
  const ofDepartments = list.departments.flatMap((department) =>
    Object.keys(list.ofEachDepartment).map((suffix) => `${department}:${suffix}`),
  );
  return new Set([...Object.keys(list.others), ...ofDepartments]);
}

/**
 * The scopes that a pattern names: one scope, `child:*` (all of child) or `{department}:read` (that of each
 * department). None for a pattern that fits no scope.
 */
export function expandPattern(pattern: string, list: ScopeList): string[] {
  const scopes = allScopes(list);
  if (pattern.startsWith(`${EACH_DEPARTMENT}:`)) {
    const suffix = pattern.slice(EACH_DEPARTMENT.length);
    return list.departments.map((name) => `${name}${suffix}`).filter((scope) => scopes.has(scope));
  }
  if (!pattern.endsWith(':*')) return scopes.has(pattern) ? [pattern] : [];
  return [...scopes].filter((scope) => scope.startsWith(pattern.slice(0, -1)));
}

/** The scopes with what they contain: a department's `:read` brings its `:aggregate`. */
export function withContained(scopes: Iterable<string>, list: ScopeList): ReadonlySet<string> {
  const held = new Set(scopes);
  for (const department of list.departments)
    if (held.has(`${department}:read`)) held.add(`${department}:aggregate`);
  return held;
}
