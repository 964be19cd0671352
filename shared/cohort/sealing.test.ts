import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ChildSet } from './child-set.ts';
import { makeSealKeys, readSealKey, sealingByKey } from './sealing-by-key.ts';
import { sealInProcess } from './sealing.ts';
import type { Contribution, Sealing } from './sealing.ts';

async function byKey(text: string): Promise<Sealing> {
  const key = readSealKey(text);
  if (key === null) throw new Error('That is no key.');
  return sealingByKey(key);
}

const { privateKey, publicKey } = makeSealKeys();

function contributionOf(childNos: readonly number[], countedOnly = false): Contribution {
  return { department: 'health', countedOnly, children: ChildSet.of(childNos) };
}

function shown(contribution: Contribution | null) {
  return contribution && { ...contribution, children: [...contribution.children.above()] };
}

describe('a set sealed by key', () => {
  test('is opened by the register as it was closed', async () => {
    const [department, register] = [await byKey(publicKey), await byKey(privateKey)];
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(200_000)), fc.boolean(), async (childNos, only) => {
        const contribution = contributionOf(childNos, only);
        const sealed = await department.seal(contribution);
        expect(shown(await register.open(sealed))).toEqual(shown(contribution));
      }),
      { numRuns: 20 },
    );
  });

  test('is opened by no department, and by no other register', async () => {
    const sealed = await (await byKey(publicKey)).seal(contributionOf([1]));
    expect(await (await byKey(publicKey)).open(sealed)).toBeNull();
    expect(await (await byKey(makeSealKeys().privateKey)).open(sealed)).toBeNull();
  });

  test('with a character changed is not opened', async () => {
    const sealed = await (await byKey(publicKey)).seal(contributionOf([1]));
    const register = await byKey(privateKey);
    const middle = Math.floor(sealed.length / 2);
    const other = sealed.charAt(middle) === 'A' ? 'B' : 'A';
    const changed = sealed.slice(0, middle) + other + sealed.slice(middle + 1);
    expect(await register.open(changed)).toBeNull();
    expect(await register.open('anything')).toBeNull();
    expect(await register.open('')).toBeNull();
  });

  test('is as long for one child as for thousands, whoever sealed it', async () => {
    const { seal } = await byKey(publicKey);
    const many = ChildSet.where(60_000, (childNo) => childNo % 3 > 0);
    const lengths = await Promise.all(
      [
        contributionOf([]),
        contributionOf([1], true),
        { ...contributionOf([]), children: many, department: 'police' },
      ].map(async (contribution) => (await seal(contribution)).length),
    );
    expect(new Set(lengths).size).toBe(1);
  });

  test('is not sealed again while it has not changed, counted and listed apart', async () => {
    const { seal } = await byKey(publicKey);
    const contribution = contributionOf([1, 2]);
    const again = { ...contribution };
    expect(await seal(again)).toBe(await seal(contribution));
    expect(await seal({ ...contribution, countedOnly: true })).not.toBe(await seal(contribution));
    expect(await seal(contributionOf([1, 2]))).not.toBe(await seal(contribution));
  });
});

describe('a set sealed in a process', () => {
  test('is opened by its handle, which nobody can guess', async () => {
    const sealing = sealInProcess();
    const contribution = contributionOf([1, 2]);
    const [one, other] = [await sealing.seal(contribution), await sealing.seal(contribution)];
    expect(await sealing.open(one)).toBe(contribution);
    expect(one).not.toBe(other);
    expect(one).toMatch(/^[\w-]{32}$/);
    expect(await sealInProcess().open(one)).toBeNull();
  });
});

test.each(['', 'x', '{}', '{"kty":"RSA","n":"x"}', '[]'])('%j is no seal key', (text) => {
  expect(readSealKey(text)).toBeNull();
  expect(readSealKey(Buffer.from(text).toString('base64url'))).toBeNull();
});
