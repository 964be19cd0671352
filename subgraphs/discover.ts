import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Subgraph } from '../shared/subgraph/define-subgraph.ts';

const FOLDER = import.meta.dirname;

/** The names of the departments, in alphabetical order: the folders beside this file that hold an index.ts. */
export async function departmentNames(): Promise<string[]> {
  const entries = await readdir(FOLDER, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names.filter((name) => existsSync(path.join(FOLDER, name, 'index.ts'))).sort();
}

function isSubgraphModule(module: unknown): module is { subgraph: Subgraph } {
  return typeof module === 'object' && module !== null && 'subgraph' in module;
}

/** Loads a department by its folder's name. */
export async function loadDepartment(name: string): Promise<Subgraph> {
  const names = await departmentNames();
  if (!names.includes(name))
    throw new Error(
      `There is no department ${JSON.stringify(name)}; there are ${names.join(', ')}.`,
    );
  const module: unknown = await import(pathToFileURL(path.join(FOLDER, name, 'index.ts')).href);
  if (isSubgraphModule(module)) return module.subgraph;
  throw new Error(`subgraphs/${name}/index.ts exports no subgraph.`);
}

/** Loads every department. */
export async function loadDepartments(): Promise<Subgraph[]> {
  return Promise.all((await departmentNames()).map(loadDepartment));
}
