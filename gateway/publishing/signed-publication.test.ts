import { expect, test } from '@jest/globals';
import { SignJWT, importJWK } from 'jose';
import { keyIdOf, makePublishKeys, readPrivateKey } from './publish-key.ts';
import { NotSigned, readSigned, signPublication } from './signed-publication.ts';

const { privateKey, publicKey } = makePublishKeys();
const publication = { department: 'health', sdl: 'type A { b: Int }', isDryRun: false };
const findKey = async () => ({ department: 'health', publicKey });
const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;

test.each([
  ['now', 0],
  ['four minutes ago', -4 * MINUTE],
  ['by a clock half a minute ahead', MINUTE / 2],
])('what was signed %s is read', async (_, later) => {
  const signed = await signPublication(publication, privateKey, Date.now() + later);
  expect(await readSigned(signed, findKey)).toMatchObject(publication);
});

test.each([
  ['seven minutes ago', -7 * MINUTE],
  ['by a clock a year ahead', YEAR],
])('what was signed %s is refused', async (_, later) => {
  const signed = await signPublication(publication, privateKey, Date.now() + later);
  await expect(readSigned(signed, findKey)).rejects.toThrow(NotSigned);
});

test('an old signature is refused, however long it says that it holds', async () => {
  const key = readPrivateKey(privateKey);
  if (key === null) throw new Error('no key');
  const signed = await new SignJWT({ sdl: publication.sdl, isDryRun: false })
    .setProtectedHeader({ alg: 'EdDSA', kid: await keyIdOf(key) })
    .setIssuer('health')
    .setAudience('chung-tay:publications')
    .setIssuedAt((Date.now() - 7 * MINUTE) / 1_000)
    .setExpirationTime((Date.now() + YEAR) / 1_000)
    .sign(await importJWK(key, 'EdDSA'));
  await expect(readSigned(signed, findKey)).rejects.toThrow(NotSigned);
});
