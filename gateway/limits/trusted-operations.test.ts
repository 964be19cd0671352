import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildASTSchema, parse, print, validate } from 'graphql';
import { SUPERGRAPH_FILE } from '../compose.ts';
import { describeOperations } from './describe-operations.ts';
import { readLimitPolicy } from './limits.ts';
import { readTrustedOperations } from './trusted-operations.ts';

const OPERATIONS = path.join(import.meta.dirname, '../operations');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-operations-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a manifest', () => {
  test('names each file by the SHA-256 of its printed operation', async () => {
    await writeFile(path.join(folder, 'one-child.graphql'), '# a\nquery OneChild { child { id } }');
    const text = 'query OneChild {\n  child {\n    id\n  }\n}';
    const id = createHash('sha256').update(text).digest('hex');
    expect([...readTrustedOperations(folder)]).toEqual([[id, { name: 'OneChild', id, text }]]);
  });

  test('is the same whatever the comments and the layout', async () => {
    await writeFile(path.join(folder, 'a.graphql'), 'query A { b c }');
    const before = readTrustedOperations(folder);
    await writeFile(path.join(folder, 'a.graphql'), '# new\nquery A{b,\n c}');
    expect(readTrustedOperations(folder)).toEqual(before);
  });

  test.each([
    ['no GraphQL', '{'],
    ['two operations', 'query A { b } query B { b }'],
    ['an operation without a name', '{ b }'],
    ['an operation of another name', 'query B { b }'],
    ['fragments only', 'fragment A on B { c }'],
  ])('is not made of a file with %s', async (_, text) => {
    await writeFile(path.join(folder, 'a.graphql'), text);
    expect(() => readTrustedOperations(folder)).toThrow(/gateway\/operations\/a\.graphql/);
  });
});

describe('the trusted operations of the product', () => {
  const manifest = [...readTrustedOperations().values()];

  test('there are some', () => {
    expect(manifest.length).toBeGreaterThanOrEqual(5);
  });

  test.each(manifest)('$name is valid', async ({ text }) => {
    const sdl = await readFile(SUPERGRAPH_FILE, 'utf8');
    const schema = buildASTSchema(parse(sdl), { assumeValid: true });
    expect(validate(schema, parse(text))).toEqual([]);
    expect(print(parse(text))).toBe(text);
  });

  test('each keeps within what everyone may ask', async () => {
    const policy = readLimitPolicy();
    const sdl = await readFile(SUPERGRAPH_FILE, 'utf8');
    for (const { name, cost, extent } of describeOperations(readTrustedOperations(), sdl, policy)) {
      const { cost: costLimit, ...form } = policy.default;
      expect({ name, isWithin: cost <= costLimit }).toEqual({ name, isWithin: true });
      expect(extent.depth).toBeLessThanOrEqual(form.depth);
      expect(extent.rootFields).toBeLessThanOrEqual(form.rootFields);
      expect(extent.aliases).toBeLessThanOrEqual(form.aliases);
      expect(extent.directives).toBeLessThanOrEqual(form.directives);
      expect(extent.fragments).toBeLessThanOrEqual(form.fragments);
    }
  });

  test('each says in Vietnamese and English what it is for', async () => {
    for (const file of await readdir(OPERATIONS)) {
      const [vietnamese = '', english = '', query] = (
        await readFile(path.join(OPERATIONS, file), 'utf8')
      ).split('\n');
      expect(vietnamese).toMatch(/^# .*[ăâđêôơưáàảãạếềểễệốồổỗộ]/);
      expect(english).toMatch(/^# [A-Z][ -~]+\.$/);
      expect(query).toMatch(/^(query|mutation) /);
    }
  });

  test('are described by what they need and cost', async () => {
    const sdl = await readFile(SUPERGRAPH_FILE, 'utf8');
    const facts = describeOperations(readTrustedOperations(), sdl, readLimitPolicy());
    const byName = new Map(facts.map((each) => [each.name, each]));
    expect(byName.get('ChildBirthRegistration')).toMatchObject({
      cost: 3,
      need: [['child:identity', 'child:read', 'justice:read']],
    });
    expect(byName.get('SearchChildren')?.cost).toBe(50 + 20 * 3);
    expect(byName.get('AdministrativeUnit')?.need).toEqual([[]]);
  });
});
