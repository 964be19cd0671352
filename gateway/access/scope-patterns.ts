/** What scopes.json states, the two scopes of each department and the scopes of none, and which departments there are. */
export interface ScopeList {
  /** Those that hold records of children under their own `:read` (`departmentsWithRecords`). */
  departments: readonly string[];
  ofEachDepartment: Readonly<Record<string, string>>;
  others: Readonly<Record<string, string>>;
}

/** Stands for each department in a pattern. */
const EACH_DEPARTMENT = '{department}';

/**
 * The departments that hold records of children: those whose schema asks for their own `:read`. One whose name begins
 * general scopes (audit) is none: its scopes are given one by one, not to whoever holds those of each department.
 */
export function departmentsWithRecords(
  scopesByDepartment: ReadonlyMap<string, ReadonlySet<string>>,
  others: readonly string[],
): string[] {
  return [...scopesByDepartment]
    .filter(([name, asked]) => asked.has(`${name}:read`))
    .map(([name]) => name)
    .filter((name) => !others.some((scope) => scope.startsWith(`${name}:`)));
}

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

/** A text once for each department, with its name in it; as it is where it speaks of none. */
export function forEachDepartment(text: string, list: ScopeList): [string, string | null][] {
  if (!text.startsWith(EACH_DEPARTMENT)) return [[text, null]];
  return list.departments.map((name) => [inDepartment(text, name), name]);
}

/** A text with a department's name where it speaks of each one; as it is for none. */
export function inDepartment(text: string, department: string | null): string {
  return department === null ? text : text.replaceAll(EACH_DEPARTMENT, department);
}

/** The scopes with what they contain: a department's `:read` brings its `:aggregate`. */
export function withContained(scopes: Iterable<string>, list: ScopeList): ReadonlySet<string> {
  const held = new Set(scopes);
  for (const department of list.departments)
    if (held.has(`${department}:read`)) held.add(`${department}:aggregate`);
  return held;
}
