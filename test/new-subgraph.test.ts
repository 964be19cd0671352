import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const PROJECT = path.join(import.meta.dirname, '..');
/** What a copy of the project is made of; what is installed is shared with it. */
const PARTS = readdirSync(PROJECT).filter(
  (name) => name !== 'node_modules' && !name.startsWith('.'),
);

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'chung-tay-new-'));
  for (const part of PARTS)
    cpSync(path.join(PROJECT, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.join(PROJECT, 'node_modules'), path.join(copy, 'node_modules'));
});
afterAll(() => {
  rmSync(copy, { recursive: true });
});

/** Each file of the copy with the digest of what is in it; what is generated and not committed is left out. */
function files(): Map<string, string> {
  const all = readdirSync(copy, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.endsWith('.types.ts'),
  );
  const addresses = all.map(({ parentPath, name }) => path.join(parentPath, name));
  return new Map(
    addresses.map((address) => [
      path.relative(copy, address),
      createHash('sha256').update(readFileSync(address)).digest('hex'),
    ]),
  );
}

const NODE = ['--import', 'tsx'];

function newSubgraph(name: string) {
  const args = [...NODE, 'subgraphs/new-subgraph/main.ts', name];
  return spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
}

test('a name that cannot be used writes nothing', () => {
  const before = files();
  const { status, stderr } = newSubgraph('health');
  expect([status, stderr]).toEqual([1, expect.stringContaining('already')]);
  expect(files()).toEqual(before);
});

test('a new department works at once, and nothing outside its folder changes but the contract and the compose file', () => {
  const before = files();
  const { status, stderr } = newSubgraph('culture');
  expect([status, stderr]).toEqual([0, '']);
  const changed = [...files()].filter(([file, digest]) => before.get(file) !== digest);
  const outside = changed
    .map(([file]) => file)
    .filter((file) => !file.startsWith('subgraphs/culture/'));
  expect(outside.sort()).toEqual(['docker-compose.yml', 'gateway/supergraph.graphql']);

  const jest = ['--experimental-vm-modules', ...NODE, 'node_modules/jest/bin/jest.js'];
  const tests = ['subgraphs/culture', 'test/conventions.test.ts'];
  const tried = spawnSync(process.execPath, [...jest, ...tests], { cwd: copy, encoding: 'utf8' });
  expect([tried.status, tried.stderr]).toEqual([0, expect.stringMatching(/Test Suites: 3 passed/)]);
  const check = [...NODE, 'gateway/compose-contract.ts', '--check'];
  execFileSync(process.execPath, check, { cwd: copy });
}, 600_000);
