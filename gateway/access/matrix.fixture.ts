import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A table of this folder's README: its rows' scopes, and the scopes marked in each column. */
export interface Matrix {
  rows: readonly string[];
  marked: ReadonlyMap<string, ReadonlySet<string>>;
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));
}

/** Reads the table below a heading of the README. */
export function readMatrix(heading: string): Matrix {
  const readme = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');
  const section = readme.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  const [head = [], , ...rows] = lines.map(cellsOf);
  const marked = head.slice(1).map((name, index): [string, Set<string>] => {
    const scopes = rows.filter((cells) => cells[index + 1] === 'x').map(([scope = '']) => scope);
    return [name, new Set(scopes)];
  });
  return { rows: rows.map(([scope = '']) => scope), marked: new Map(marked) };
}
