import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { Message } from '../../shared/errors/graph-error.ts';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { purposesForm, rolesForm, scopesForm } from './access-forms.ts';
import type { AccessFiles } from './access-forms.ts';
import { scopesByDepartment } from './department-scopes.ts';
import {
  allScopes,
  departmentsWithRecords,
  expandPattern,
  forEachDepartment,
  inDepartment,
  withContained,
} from './scope-patterns.ts';
import type { ScopeList } from './scope-patterns.ts';

/** Headers that a purpose may need. */
export type PurposeHeader = 'X-Case-Reference' | 'X-Reason';

/** Why someone asks, and what may be done for that. */
export interface Purpose {
  name: string;
  title: Message;
  /** The header that must come with it. */
  needs: PurposeHeader | null;
  /** What it can exercise, for whoever holds it. */
  scopes: ReadonlySet<string>;
  /** Whether it shows children of an open emergency only: no search, no cohort, no export. */
  onlyWithinEmergency: boolean;
}

/** What someone is, and what that holds. */
export interface Role {
  name: string;
  title: Message;
  /** GSO codes that hold where the token states no units. */
  units: readonly string[];
  /** What the role holds; a department's `:read` brings its `:aggregate`. */
  scopes: ReadonlySet<string>;
  /** Of those, what each purpose can exercise. */
  scopesFor: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Who may do what, and why: scopes.json, roles.json and purposes.json as one, with the departments' scopes. */
export interface AccessTable {
  /** Every scope there is. */
  scopes: ReadonlySet<string>;
  roles: ReadonlyMap<string, Role>;
  purposes: ReadonlyMap<string, Purpose>;
}

const ROLES = 'roles.json';

function parseFile<Form extends z.ZodType>(form: Form, file: string, value: unknown) {
  const { success, data, error } = form.safeParse(value);
  if (success) return data;
  const wrong = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new StartProblem(`The access table is wrong in ${file}. ${wrong.join('; ')}.`);
}

function expandAll(
  patterns: readonly string[],
  list: ScopeList,
  place: { file: string; key: string },
): string[] {
  return patterns.flatMap((pattern, index) => {
    const named = expandPattern(pattern, list);
    if (named.length > 0) return named;
    throw new StartProblem(
      `The access table is wrong in ${place.file}. ${place.key}.${index}: "${pattern}" fits no scope of scopes.json or of a department.`,
    );
  });
}

function only(
  scopes: ReadonlySet<string>,
  isKept: (scope: string) => boolean,
): ReadonlySet<string> {
  return new Set([...scopes].filter(isKept));
}

function buildPurposes(value: unknown, list: ScopeList): Map<string, Purpose> {
  const file = 'purposes.json';
  const purposes = parseFile(purposesForm, file, value);
  const built = Object.entries(purposes).map(([name, purpose]): [string, Purpose] => {
    const exercised = expandAll(purpose.exercises, list, { file, key: `${name}.exercises` });
    const never = expandAll(purpose.never, list, { file, key: `${name}.never` });
    const { title, onlyWithinEmergency, needs = null } = purpose;
    const scopes = only(withContained(exercised, list), (scope) => !never.includes(scope));
    return [name, { name, title, needs, scopes, onlyWithinEmergency }];
  });
  return new Map(built);
}

type RoleFacts = z.infer<typeof rolesForm>[string];

/** A role that is stated for each department holds, in each, what it says of that one. */
function expandRoles(value: unknown, list: ScopeList): [string, string, RoleFacts][] {
  const stated = Object.entries(parseFile(rolesForm, ROLES, value));
  return stated.flatMap(([key, { title, scopes, ...facts }]) =>
    forEachDepartment(key, list).map(([name, department]): [string, string, RoleFacts] => {
      const ofIt = (text: string) => inDepartment(text, department);
      const named = { en: ofIt(title.en), vi: ofIt(title.vi) };
      return [name, key, { ...facts, title: named, scopes: scopes.map(ofIt) }];
    }),
  );
}

function buildRoles(
  value: unknown,
  list: ScopeList,
  purposes: ReadonlyMap<string, Purpose>,
): Map<string, Role> {
  const built = expandRoles(value, list).map(
    ([name, key, { title, units, scopes: patterns }]): [string, Role] => {
      const named = expandAll(patterns, list, { file: ROLES, key: `${key}.scopes` });
      const scopes = withContained(named, list);
      const scopesFor = [...purposes.values()].map((purpose): [string, ReadonlySet<string>] => [
        purpose.name,
        only(scopes, (scope) => purpose.scopes.has(scope)),
      ]);
      return [name, { name, title, units, scopes, scopesFor: new Map(scopesFor) }];
    },
  );
  return new Map(built);
}

/**
 * Builds the table from what its three files hold and what each department asks for. Throws StartProblem naming the file
 * and the key that is wrong.
 */
export function buildAccessTable(
  files: AccessFiles,
  asked: ReadonlyMap<string, ReadonlySet<string>>,
): AccessTable {
  const stated = parseFile(scopesForm, 'scopes.json', files.scopes);
  const departments = departmentsWithRecords(asked, Object.keys(stated.others));
  const list = { ...stated, departments };
  const purposes = buildPurposes(files.purposes, list);
  return { scopes: allScopes(list), purposes, roles: buildRoles(files.roles, list, purposes) };
}

function readJson(folder: string, file: string): unknown {
  const address = path.join(folder, file);
  try {
    return JSON.parse(readFileSync(address, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartProblem(`The access table cannot be read from ${address}: ${reason}.`, {
      cause: error,
    });
  }
}

/**
 * Reads the table from the three files in a folder, for the departments of a supergraph: each brings its own scopes.
 * Throws StartProblem naming the file and the key that is wrong.
 */
export function readAccessTable(
  supergraphSdl: string,
  folder: string = import.meta.dirname,
): AccessTable {
  const files = {
    scopes: readJson(folder, 'scopes.json'),
    roles: readJson(folder, 'roles.json'),
    purposes: readJson(folder, 'purposes.json'),
  };
  return buildAccessTable(files, scopesByDepartment(supergraphSdl));
}
