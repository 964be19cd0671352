import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SeenOperation } from '../usage/operation-use.ts';
import { readPublished } from '../read-published.ts';
import { checkSchema } from './check-schema.ts';
import type { SchemaReport } from './check-schema.ts';
import { statedSchemas } from './current-schemas.ts';

const current = await statedSchemas();

function sdlOf(department: string): string {
  const file = path.join(import.meta.dirname, '../../subgraphs', department, 'schema.graphql');
  return readFileSync(file, 'utf8');
}

/** What a schema is made of one that stands. */
export interface Edit {
  department?: string;
  /** Text of the schema and what takes its place. */
  replace?: readonly [string, string];
  add?: string;
  seen?: readonly SeenOperation[];
}

/** Judges an edited schema against the departments as they stand, and the trusted operations. */
export function check({ department = 'health', replace, add = '', seen = [] }: Edit): SchemaReport {
  const sdl = sdlOf(department);
  if (replace && !sdl.includes(replace[0])) throw new Error(`There is no ${replace[0]}.`);
  const proposed = `${replace ? sdl.replace(...replace) : sdl}\n${add}`;
  const trusted = readPublished().manifest.values();
  return checkSchema({ department, proposed, current, trusted, seen });
}

/** The codes of the reasons to refuse, each once. */
export function codesOf({ problems }: SchemaReport): string[] {
  return [...new Set(problems.map(({ code }) => code))].sort();
}

/** What protects a type or field of health. */
export const OWN = '@requiresScopes(scopes: [["health:read"]])';
