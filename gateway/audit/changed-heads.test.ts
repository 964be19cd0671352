import { generateKeyPairSync } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { signHead } from './head-line.ts';
import { finding, openWrittenTrail } from './tampering.fixture.ts';
import type { WrittenTrail } from './tampering.fixture.ts';
import { access, openTestTrail } from './trail.fixture.ts';

let room: WrittenTrail;
beforeAll(async () => {
  room = await openWrittenTrail();
});
beforeEach(() => room.putBack());
afterAll(() => room[Symbol.asyncDispose]());

describe('heads changed or removed are found', () => {
  const edits: [string, (lines: string[]) => string[], string, RegExp][] = [
    [
      'a number changed',
      (lines) => lines.with(3, (lines[3] ?? '').replace('"commit":3', '"commit":2')),
      'HEAD_CHANGED',
      /^line 4 of the head file does not bear its signature/,
    ],
    [
      'a hash changed',
      (lines) => lines.with(3, (lines[3] ?? '').replace(/"hash":"../, '"hash":"zz')),
      'HEAD_CHANGED',
      /^line 4 /,
    ],
    [
      'text put in',
      (lines) => lines.toSpliced(3, 0, 'nothing'),
      'HEAD_CHANGED',
      /^line 4 of the head file cannot be read/,
    ],
    [
      'two exchanged',
      (lines) => lines.with(3, lines[4] ?? '').with(4, lines[3] ?? ''),
      'HEAD_CHANGED',
      /not in its place/,
    ],
    ['the first removed', (lines) => lines.slice(1), 'HEAD_REMOVED', /^head 1 is missing/],
    ['one removed', (lines) => lines.toSpliced(3, 1), 'HEAD_REMOVED', /^head 4 is missing/],
    ['two removed', (lines) => lines.toSpliced(3, 2), 'HEAD_REMOVED', /^heads 4 to 5 are missing/],
    [
      'the last removed',
      (lines) => lines.slice(0, -1),
      'HEAD_REMOVED',
      /its last heads were removed/,
    ],
    [
      'the last three removed',
      (lines) => lines.slice(0, -3),
      'HEAD_REMOVED',
      /its last heads were removed/,
    ],
    ['all removed', () => [], 'CHAIN_UNKNOWN', /its heads were removed/],
  ];

  test.each(edits)('%s', async (_, edit, kind, says) => {
    const lines = (await readFile(room.files.file, 'utf8')).trimEnd().split('\n');
    await writeFile(
      room.files.file,
      edit(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect((await room.verify()).findings).toContainEqual(finding(kind, says));
  });

  test('two or more removed at the end of a gateway that was killed', async () => {
    await using other = await openTestTrail();
    const trail = await other.start();
    for (const requestId of ['r1', 'r2', 'r3']) await trail.record(access({ requestId }));
    const lines = (await readFile(other.files.file, 'utf8')).trimEnd().split('\n');
    await writeFile(other.files.file, `${lines.slice(0, -2).join('\n')}\n`);
    expect((await other.verify()).findings).toEqual([
      finding('HEAD_REMOVED', /^no signed head for records 2 to 3/),
    ]);
  });

  test('the file removed', async () => {
    await rm(room.files.file);
    expect((await room.verify()).findings).toEqual([
      finding('CHAIN_UNKNOWN', /its file is not here/),
    ]);
  });

  test('the file removed, or emptied, and all records with it', async () => {
    await room.sql('truncate access_record, emergency_event');
    await rm(room.files.file);
    await rm(room.files.publicFile);
    const lost = [finding('CHAIN_UNKNOWN', /its file is not here/)];
    expect((await room.verify()).findings).toEqual(lost);
    await room.putBack();
    await room.sql('truncate access_record, emergency_event');
    await writeFile(room.files.file, '');
    expect((await room.verify()).findings).toEqual(lost);
  });

  test('the public key removed, or another in its place', async () => {
    const stranger = generateKeyPairSync('ed25519');
    await writeFile(
      room.files.publicFile,
      stranger.publicKey.export({ format: 'pem', type: 'spki' }),
    );
    expect((await room.verify()).findings).toContainEqual(finding('HEAD_CHANGED', /signature/));
    await rm(room.files.publicFile);
    expect((await room.verify()).findings).toContainEqual(finding('KEY_MISSING', /is missing/));
  });

  test('a head signed by somebody else', async () => {
    const text = await readFile(room.files.file, 'utf8');
    const body = {
      n: 9,
      kind: 'OPENED',
      at: '2026-11-22T10:00:00.000Z',
      gateway: 'gateway-1',
      chain: '00000000-0000-4000-8000-000000000000',
      commit: 0,
      position: 0,
      hash: '',
      previous: '',
    } as const;
    const line = signHead(body, generateKeyPairSync('ed25519').privateKey);
    await writeFile(room.files.file, `${text}${line.text}\n`);
    expect((await room.verify()).findings).toContainEqual(finding('HEAD_CHANGED', /^line 9 /));
  });
});
