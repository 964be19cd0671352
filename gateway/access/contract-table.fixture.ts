import { readFileSync } from 'node:fs';
import { SUPERGRAPH_FILE } from '../compose.ts';
import { readAccessTable } from './access-table.ts';
import type { AccessTable } from './access-table.ts';

/** The access table of the product, for the departments of the committed contract. */
export function contractTable(): AccessTable {
  return readAccessTable(readFileSync(SUPERGRAPH_FILE, 'utf8'));
}
