import { cp, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { access, openTestTrail } from './trail.fixture.ts';
import { TrailUnavailable } from './trail-unavailable.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('check says that nothing can be recorded', () => {
  test.each(['access_record', 'emergency_event'])(
    'when the right to write %s is taken away, whether or not a record has failed of it',
    async (table) => {
      await using room = await openTestTrail();
      const trail = await room.start();
      await trail.record(access());
      await room.sql(`revoke insert on ${table} from ${room.writer}`);
      await expect(trail.check()).rejects.toThrow(TrailUnavailable);
      await expect(trail.record(access())).rejects.toThrow(/permission denied/);
      await expect(trail.check()).rejects.toThrow(TrailUnavailable);
      await room.sql(`grant insert on ${table} to ${room.writer}`);
      await trail.check();
      await trail.record(access());
      expect(await room.verify()).toMatchObject({ chains: 1, findings: [], notes: [] });
    },
  );

  test('while somebody keeps the table locked, without waiting for the end of that', async () => {
    await using room = await openTestTrail();
    const trail = await room.start();
    await trail.record(access());
    await room.sql('begin; lock table access_record in exclusive mode');
    await expect(trail.check()).rejects.toThrow(/no answer/);
    await room.until(
      `select 1 from pg_locks where relation = 'access_record'::regclass and not granted`,
    );
    await room.sql('commit');
    await trail.check();
  });

  test('once no head could be written, until one can be', async () => {
    await using room = await openTestTrail();
    const trail = await room.start();
    await trail.record(access());
    const handle = await open(room.files.file, 'r');
    const everyFile = z.custom<FileHandle>().parse(Object.getPrototypeOf(handle));
    const full = jest
      .spyOn(everyFile, 'appendFile')
      .mockRejectedValue(new Error('ENOSPC: no space left on device'));
    await handle.close();
    await expect(trail.record(access())).rejects.toThrow(/ENOSPC/);
    await expect(trail.check()).rejects.toThrow(/ENOSPC/);
    full.mockRestore();
    await trail.check();
    await trail.record(access());
    expect((await room.verify()).findings).toEqual([]);
  });

  test.each([
    ['removed', (file: string) => rm(file)],
    [
      'replaced',
      (file: string) => cp(file, `${file}.copy`).then(() => rename(`${file}.copy`, file)),
    ],
  ])('once the head file is %s, as every record does', async (_, away) => {
    await using room = await openTestTrail();
    const trail = await room.start();
    await trail.record(access());
    await away(room.files.file);
    await expect(trail.check()).rejects.toThrow(/was removed or replaced/);
    await expect(trail.record(access())).rejects.toThrow(TrailUnavailable);
    expect(await room.sql('select 1 from access_record')).toHaveLength(1);
  });
});
