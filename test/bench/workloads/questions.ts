import { readFileSync } from 'node:fs';
import path from 'node:path';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { randomFor } from '../../../shared/demo-province/random.ts';
import { sampleChildren } from '../province/sample-children.ts';
import type { Province } from '../province/open-province.ts';

const PROFILES = 5_000;
const PAGES = 500;

/** The text of one of the bench's operations. */
export function operation(name: string): string {
  return readFileSync(path.join(import.meta.dirname, `../operations/${name}.graphql`), 'utf8');
}

/** Requests for the profiles of children drawn at random. */
export async function profileBodies({ joinedUrl }: Province): Promise<string[]> {
  const query = operation('profile');
  const childNos = await sampleChildren(joinedUrl, PROFILES);
  return childNos.map((childNo) =>
    JSON.stringify({ query, variables: { id: formatChildNumber(childNo) } }),
  );
}

/** The cursor behind a child in a list (subgraphs/registry/cohort/list-children.ts). */
export function cursorOf(childNo: number): string {
  return Buffer.from(`child:${childNo}`).toString('base64url');
}

/** Requests for pages that begin anywhere in the list of a province. */
export function pageBodies({ children }: Province, first: number): string[] {
  const query = operation('page');
  const random = randomFor(1, first, 'bench page');
  return Array.from({ length: PAGES }, () => {
    const after = cursorOf(random.between(0, Math.max(0, children - 2 * first)));
    return JSON.stringify({ query, variables: { first, after } });
  });
}

/** The one cohort question. */
export function cohortBodies(): string[] {
  return [JSON.stringify({ query: operation('cohort') })];
}
