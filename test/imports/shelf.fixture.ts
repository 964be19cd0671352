import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { createTestDatabase } from '../harness/test-cluster.ts';
import { childColumns } from '../../shared/imports/child-reference.ts';
import { linkByRegisterNumber } from '../../shared/imports/link.fixture.ts';
import { filled, maybe } from '../../shared/imports/column.ts';
import { importFile } from '../../shared/imports/import-file.ts';
import type { ImportOptions, ImportSummary } from '../../shared/imports/import-file.ts';
import { childBy, defineRecordKind } from '../../shared/imports/record-kind.ts';
import { day } from '../../shared/imports/values/day.ts';
import { decimal } from '../../shared/imports/values/number.ts';
import { text } from '../../shared/imports/values/text.ts';

/** A kind of records of no department: things on a shelf, told apart by their label. */
export const things = defineRecordKind({
  name: 'things',
  title: { vi: 'đồ vật', en: 'things' },
  table: 'thing',
  key: ['label'],
  alsoUnique: [{ columns: ['place'], column: 'place', vi: 'Chỗ này đã có đồ vật khác.' }],
  fixed: [{ column: 'room', vi: 'Nhãn này đã có ở phòng khác.' }],
  rules: { weight_is_light: { column: 'weight', vi: 'Đồ vật quá nặng cho cái kệ.' } },
  columns: (today) => ({
    label: filled(text(20), { vi: ['Nhãn'], en: ['Label'], holds: 'chữ' }),
    name: maybe(text(), { vi: ['Tên đồ vật'], en: ['Thing'], holds: 'chữ' }),
    weight: maybe(decimal({ from: 0, to: 900, unit: 'kg' }), {
      vi: ['Nặng (kg)'],
      en: ['Weight (kg)'],
      holds: 'kg',
    }),
    place: maybe(text(), { vi: ['Chỗ'], en: ['Place'], holds: 'chữ' }),
    room: maybe(text(), { vi: ['Phòng'], en: ['Room'], holds: 'chữ' }),
    ...childColumns(today),
    boughtOn: filled(day(today), { vi: ['Ngày mua'], en: ['Bought on'], holds: 'ngày' }),
  }),
  childOf: (values) => childBy(values),
  toRecord: ({ label, name, weight, place, room, boughtOn }) => ({
    label,
    name,
    weight,
    place,
    room,
    boughtOn,
  }),
});

const TABLE = `create table thing (
  label text primary key, child_no bigint, name text, weight numeric constraint weight_is_light check (weight <= 100),
  place text unique, room text, bought_on date not null, recorded_at timestamptz not null default now())`;

/** What a test may say of an import. */
export type Wishes = Partial<Omit<ImportOptions, 'file' | 'databaseUrl'>>;

/** A database with the table of things, and a folder for files; both are gone when disposed of. */
export async function openShelf() {
  const database = await createTestDatabase('shelf');
  const folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-shelf-'));
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(TABLE);
  const fileOf = (name: string) => path.join(folder, name);
  const importThings = (name: string, wishes: Wishes = {}): Promise<ImportSummary> =>
    importFile({
      kind: things,
      file: fileOf(name),
      databaseUrl: database.url,
      today: '2022-12-31',
      linkChildren: linkByRegisterNumber,
      ...wishes,
    });
  return {
    databaseUrl: database.url,
    folder,
    fileOf,
    importThings,
    /** Writes a file and imports it. */
    send: async (name: string, content: string | Uint8Array, wishes: Wishes = {}) => {
      await writeFile(fileOf(name), content);
      return importThings(name, wishes);
    },
    sql: async (query: string): Promise<Record<string, unknown>[]> =>
      (await client.query<Record<string, unknown>>(query)).rows,
    [Symbol.asyncDispose]: async () => {
      await client.end();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

/** The counts of a summary alone. */
export function countsOf({ read, new: added, changed, same, rejected }: ImportSummary) {
  return { read, new: added, changed, same, rejected };
}
