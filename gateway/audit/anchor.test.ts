import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { lineHash, parseHeadLine, signHead } from './head-line.ts';
import type { HeadLine } from './head-line.ts';
import { finding, openWrittenTrail } from './tampering.fixture.ts';
import type { WrittenTrail } from './tampering.fixture.ts';
import type { Anchor } from './verification/finding.ts';

let room: WrittenTrail;
let kept: Anchor[];
beforeAll(async () => {
  room = await openWrittenTrail();
  kept = (await room.verify()).anchors;
});
beforeEach(() => room.putBack());
afterAll(() => room[Symbol.asyncDispose]());

async function linesOf(): Promise<string[]> {
  return (await readFile(room.files.file, 'utf8')).trimEnd().split('\n');
}

async function write(lines: readonly string[]): Promise<void> {
  await writeFile(room.files.file, lines.map((line) => `${line}\n`).join(''));
}

/** Changes the last record and signs all heads anew, as whoever holds a key can. */
async function rewriteThePast(key: ReturnType<typeof createPrivateKey>): Promise<void> {
  await room.sql(`update access_record set subject = 'officer-2' where position = 6`);
  await room.rewriteHashes(6);
  const [{ hash } = {}] = await room.sql(
    `select encode(hash, 'hex') as hash from access_record where position = 6`,
  );
  const signed: string[] = [];
  let before: HeadLine | null = null;
  for (const text of await linesOf()) {
    const body = parseHeadLine(text)?.body;
    if (body === undefined) throw new Error('A line of the fixture cannot be read.');
    const own = body.position === 6 ? { hash: String(hash) } : {};
    const line: HeadLine = signHead({ ...body, ...own, previous: lineHash(before) }, key);
    before = line;
    signed.push(line.text);
  }
  await write(signed);
}

test('an anchor that was kept agrees with an untouched trail', async () => {
  expect(kept).toMatchObject([{ gateway: 'gateway-1', head: 8 }]);
  expect((await room.verify(kept)).findings).toEqual([]);
});

test('a past signed anew with another key is found by the anchor, and by nothing else', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await rewriteThePast(privateKey);
  await writeFile(room.files.publicFile, publicKey.export({ format: 'pem', type: 'spki' }));
  expect((await room.verify()).findings).toEqual([]);
  expect((await room.verify(kept)).findings).toEqual([finding('KEY_CHANGED', /not the one/)]);
});

test("a past signed anew with the gateway's own key is found by the anchor", async () => {
  await rewriteThePast(createPrivateKey(await readFile(room.files.privateFile, 'utf8')));
  expect((await room.verify()).findings).toEqual([]);
  expect((await room.verify(kept)).findings).toEqual([finding('HEAD_CHANGED', /^head 8 is not/)]);
});

test('the end cut off everywhere is found by the anchor', async () => {
  await room.sql('delete from access_record where position = 6');
  await room.sql('truncate closed_chain');
  await write((await linesOf()).slice(0, -2));
  expect((await room.verify()).findings).toEqual([]);
  expect((await room.verify(kept)).findings).toEqual([finding('HEAD_REMOVED', /^head 8, which/)]);
});
