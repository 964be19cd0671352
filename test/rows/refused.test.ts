import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { issueGrant } from '../../shared/access/grant.ts';
import type { Grant } from '../../shared/access/grant.ts';
import { ChildSet } from '../../shared/cohort/child-set.ts';
import { RowsNotServed } from '../../shared/rows/rows-not-served.ts';
import { loadDepartment } from '../../subgraphs/discover.ts';
import { openDepartment } from '../harness/open-department.ts';

const children = ChildSet.of(Array.from({ length: 60 }, (_, index) => index + 1));

let registry: Awaited<ReturnType<typeof openDepartment>>;
beforeAll(async () => {
  registry = await openDepartment(await loadDepartment('registry'), { children: 60 });
});
afterAll(() => registry[Symbol.asyncDispose]());

function grantOf(changes: Partial<Grant> = {}, units = ['30']): Grant {
  const viewer = { subject: 'test', units, seesSealed: false, emergencyChildNos: null };
  const scopes = ['child:read'];
  return issueGrant({ department: 'registry', scopes, purpose: 'REPORTING', viewer, ...changes });
}

/** The lines of a stream. */
async function lines(paths: readonly string[], grant: Grant): Promise<string[]> {
  const columns = paths.map((path) => ({ path }));
  const chunks: Buffer[] = [];
  for await (const chunk of registry.rows({ columns, children }, grant)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8').trimEnd().split('\n');
}

test.each([
  ['a column that its scopes do not reach', ['sex', 'fullName'], grantOf(), /Child\.fullName/],
  ['any column at all without those of the child', ['sex'], grantOf({ scopes: [] }), /Child\.id/],
  ['another department’s grant', ['sex'], grantOf({ department: 'health' }), /through the gateway/],
  ['a grant that nobody issued', ['sex'], { ...grantOf() }, /through the gateway/],
])('%s is refused', async (_, paths, grant, message) => {
  await expect(lines(paths, grant)).rejects.toThrow(message);
});

test('what it does not stream is told apart', async () => {
  await expect(lines(['guardians'], grantOf())).rejects.toThrow(RowsNotServed);
});

test('no child outside the viewer’s sight has a row, and none has one for nobody', async () => {
  const all = await lines(['sex'], grantOf());
  const some = await lines(['sex'], grantOf({}, ['288']));
  expect(all.length).toBeGreaterThan(some.length);
  expect(all).toEqual(expect.arrayContaining(some.slice(0, -1)));
  expect(await lines(['sex'], grantOf({ viewer: null }))).toEqual(['\\.\t0']);
});

test('a list that the register did not seal is none', async () => {
  const rows = registry.rows({ columns: [], list: 'made up' }, grantOf());
  await expect(rows.next()).rejects.toThrow(/none that this department sealed/);
});
