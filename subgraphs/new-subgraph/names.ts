import { readFileSync } from 'node:fs';
import path from 'node:path';
import { StartProblem } from '../../shared/start/start-problem.ts';

const PROJECT = path.join(import.meta.dirname, '../..');

/** What a new department is called where. */
export interface Names {
  /** Its folder, database, role and scopes, and its field on Child: culture. */
  name: string;
  /** Its types: Culture. */
  topic: string;
}

function read(file: string): string {
  return readFileSync(path.join(PROJECT, file), 'utf8');
}

/** The names that begin scopes of nobody's department: `child:read` and the like. */
function generalScopes(): string[] {
  return [...read('gateway/access/scopes.json').matchAll(/"([a-z]+):[a-z]+"/g)].map(
    ([, name = '']) => name,
  );
}

function refuse(why: string): never {
  throw new StartProblem(`${why} Say npm run new:subgraph -- culture, or another name.`);
}

/** Checks a new department's name. Throws StartProblem for one that cannot be used, saying why. */
export function readNames(name: string | undefined, departments: readonly string[]): Names {
  if (name === undefined) refuse('Name the new department.');
  if (!/^[a-z]{3,20}$/.test(name))
    refuse(`"${name}" cannot be a department’s name: it is 3 to 20 letters from a to z.`);
  if (departments.includes(name)) refuse(`There is a department ${name} already.`);
  if ([...generalScopes(), 'control', 'postgres', 'template'].includes(name))
    refuse(`"${name}" has a meaning of its own in scopes or databases.`);
  const topic = name.slice(0, 1).toUpperCase() + name.slice(1);
  const supergraph = read('gateway/supergraph.graphql');
  if (new RegExp(`\\b(?:type|enum|input|scalar) ${topic}(?:Record|Criteria)?\\b`).test(supergraph))
    refuse(`The graph has a type ${topic} already.`);
  if (new RegExp(`^type Child\\b[^}]*\\n  ${name}[:(]`, 'm').test(supergraph))
    refuse(`Child has a field ${name} already.`);
  return { name, topic };
}
