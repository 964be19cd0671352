import { readFile, writeFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { entryHash } from './chain.ts';
import { access, openTestTrail } from './trail.fixture.ts';
import type { TestTrail } from './trail.fixture.ts';
import { entryForm } from './verification/read-entries.ts';

const EMERGENCY = {
  kind: 'OPENED',
  emergencyId: '7b0f2b62-7c5a-4c1e-9c1c-3f0d0f8f5a11',
  subject: 'officer-1',
  childNo: 7,
  statement: 'child hurt at home tonight',
  expiresAt: new Date('2026-11-22T10:30:00.000Z'),
} as const;

const TABLES = ['access_record', 'emergency_event', 'closed_chain'];

const HASHES = `select position, hash from access_record union all select position, hash from emergency_event`;

/** Six records of one gateway, the fourth an emergency, each a commit of its own, and the gateway stopped. */
async function writeSix({ start }: TestTrail): Promise<void> {
  const trail = await start();
  for (const number of [1, 2, 3])
    await trail.record(access({ requestId: `r${number}`, childNos: [number, number + 1] }));
  await trail.recordEmergency(EMERGENCY);
  for (const number of [5, 6]) await trail.record(access({ requestId: `r${number}` }));
  await trail.close();
}

/** Makes a record's stored hash right again, in the only chain there is. */
export async function rewriteHash({ sql }: TestTrail, position: number): Promise<void> {
  const rows = await sql(
    `select 'access_record' as "table", to_json(a) as columns from access_record a where position = $1
     union all select 'emergency_event', to_json(e) from emergency_event e where position = $1`,
    [position],
  );
  const { table, columns } = entryForm.parse(rows[0]);
  const [before] = await sql(`select hash from (${HASHES}) t where position = $1`, [position - 1]);
  const stored = before?.['hash'];
  const previous = Buffer.isBuffer(stored) ? Buffer.from(stored) : columns.previous_hash;
  await sql(`update ${table} set previous_hash = $2, hash = $3 where position = $1`, [
    position,
    previous,
    entryHash(previous, table, columns),
  ]);
}

/** A trail of six records to tamper with, which can be put back as it was. */
export async function openWrittenTrail() {
  const room = await openTestTrail();
  await writeSix(room);
  for (const table of TABLES) await room.sql(`create table untouched_${table} as table ${table}`);
  const { file, publicFile } = room.files;
  const heads = await readFile(file, 'utf8');
  const publicKey = await readFile(publicFile, 'utf8');
  return {
    ...room,
    putBack: async (): Promise<void> => {
      await room.sql(`truncate ${TABLES.join()}`);
      for (const table of TABLES) await room.sql(`insert into ${table} table untouched_${table}`);
      await writeFile(file, heads);
      await writeFile(publicFile, publicKey);
    },
    /** Makes the stored hashes of some records right again, as whoever owns the database could. */
    rewriteHashes: async (from: number, to = 6): Promise<void> => {
      for (let position = from; position <= to; position += 1) await rewriteHash(room, position);
    },
  };
}

export type WrittenTrail = Awaited<ReturnType<typeof openWrittenTrail>>;

/** A finding of that kind about the first gateway. */
export function finding(kind: string, says: RegExp): unknown {
  return expect.objectContaining({ kind, gateway: 'gateway-1', says: expect.stringMatching(says) });
}
