import path from 'node:path';
import { Client } from 'pg';
import type { Day } from '../time/day.ts';
import { writeRecordKey } from '../links/record-key.ts';
import type { LinkChildren, RecordOfChild } from './child-reference.ts';
import type { SheetRow } from './cell.ts';
import { ImportRefused } from './import-refused.ts';
import { createRecordReader } from './read/read-record.ts';
import { readRows } from './read/read-rows.ts';
import type { TableRows } from './read/read-rows.ts';
import type { ReadRecord, RecordKind } from './record-kind.ts';
import { merge } from './write/merge.ts';
import type { Merged } from './write/merge.ts';
import { RejectedFile } from './write/rejected-file.ts';
import type { Rejection } from './write/rejected-file.ts';
import { Staging, checkDatabase } from './write/staging.ts';

export interface ImportOptions {
  kind: RecordKind;
  file: string;
  /** The department's own database. */
  databaseUrl: string;
  /** Days after it are in the future. */
  today: Day;
  linkChildren: LinkChildren;
  /** Do everything and take it back; the rejected rows are written all the same. */
  isDryRun?: boolean;
  /** Import no row where one is rejected. */
  isAllOrNothing?: boolean;
  /** Hears of the rows read, of about `total`. */
  onProgress?: (rows: number, total: number) => void;
}

/** What an import did: `read` is the sum of new, changed, same and rejected. */
export interface ImportSummary extends Merged {
  read: number;
  rejected: number;
  /** Where the rejected rows are; null where there are none. */
  rejectedFile: string | null;
  /** Headers of the file that no column of the kind is called. */
  unknownHeaders: readonly string[];
}

/** What the database calls the session of an import. */
const SESSION = 'import';
const ROWS_PER_BATCH = 2_000;

interface NumberedRecord extends ReadRecord {
  row: number;
}

/** A record under the key by which the department knows it. */
function keyed({ key }: RecordKind, { record, child }: ReadRecord): RecordOfChild {
  return { key: writeRecordKey(key.map((column) => record[column])), child };
}

/** The rows in batches of so many. */
async function* inBatches(rows: AsyncIterable<SheetRow>): AsyncGenerator<SheetRow[]> {
  let batch: SheetRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < ROWS_PER_BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Gathers the rows of a file in the database; answers how many were read. */
async function gather(
  table: TableRows,
  staging: Staging,
  rejected: RejectedFile,
  { kind, file, today, linkChildren, onProgress }: ImportOptions,
): Promise<number> {
  const mayBeShort = path.extname(file).toLowerCase() === '.xlsx';
  const { columns } = kind;
  const read = createRecordReader(columns, table.header, mayBeShort, kind.readerFor(today));
  let count = 0;
  for await (const batch of inBatches(table.rows)) {
    const records: NumberedRecord[] = [];
    const rejections: Rejection[] = [];
    for (const row of batch) {
      const outcome = read(row);
      if (outcome === null) continue;
      count += 1;
      if ('record' in outcome) records.push({ row: row.number, ...outcome });
      else rejections.push(...outcome.map((problem) => ({ row: row.number, ...problem })));
    }
    await rejected.add(rejections);
    const childNos = await linkChildren(records.map((each) => keyed(kind, each)));
    await staging.add(
      records.map(({ row, record }, index) => ({
        row,
        record: { ...record, childNo: childNos[index] ?? null },
      })),
    );
    onProgress?.(count, table.count);
  }
  return count;
}

/** Optional columns that the file lacks: what is on record there is kept. */
function columnsToKeep({ kind }: ImportOptions, { header }: TableRows, written: readonly string[]) {
  if (kind.isWritten === 'WHOLE') return [];
  const absent = kind.columns.filter(({ name }) => !header.places.has(name));
  return absent.map(({ name }) => name).filter((name) => written.includes(name));
}

function refuseAll(rejected: RejectedFile): ImportRefused {
  return new ImportRefused('ROWS_REJECTED', {
    vi: `Không nhập dòng nào vì có ${rejected.rows} dòng sai; xem ${rejected.path}, sửa rồi chạy lại.`,
    en: `Nothing was imported, since ${rejected.rows} rows are wrong; see ${rejected.path}, mend them and run again.`,
  });
}

/** What the file calls a column; where it has none of them, what it would be called. */
function titlesIn({ header }: TableRows, { columns }: RecordKind): (column: string) => string {
  const known = new Map(columns.map(({ name, vi }) => [name, header.titles.get(name) ?? vi[0]]));
  return (column) => known.get(column) ?? '';
}

/** Everything between begin and commit. */
async function importRows(
  client: Client,
  table: TableRows,
  rejected: RejectedFile,
  options: ImportOptions,
): Promise<ImportSummary> {
  const { kind, isDryRun = false, isAllOrNothing = false } = options;
  const staging = new Staging(client, kind);
  await client.query('begin');
  const read = await gather(table, staging, rejected, options);
  const { columns } = staging;
  const merged = await merge(
    { client, kind, columns },
    columnsToKeep(options, table, columns),
    (rejections) => rejected.add(rejections),
  );
  const rows = rejected.rows;
  await rejected.finish();
  if (isAllOrNothing && rows > 0) throw refuseAll(rejected);
  await client.query(isDryRun ? 'rollback' : 'commit');
  const { path: rejectedFile } = rejected;
  return {
    ...merged,
    read,
    rejected: rows,
    rejectedFile: rows > 0 ? rejectedFile : null,
    unknownHeaders: table.header.unknown,
  };
}

/**
 * Imports a file of records into a department's database, in one transaction: when this process ends before the end,
 * the database is as it was. Throws ImportRefused for a file that cannot be imported at all.
 */
export async function importFile(options: ImportOptions): Promise<ImportSummary> {
  const { kind, file, databaseUrl } = options;
  const table = await readRows(file, kind.columns);
  const client = new Client({ connectionString: databaseUrl, application_name: SESSION });
  // A broken connection fails the statement that waits for it; nothing more is to do about it here.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await checkDatabase(client, kind);
    const rejected = await RejectedFile.besides(file, titlesIn(table, kind));
    try {
      return await importRows(client, table, rejected, options);
    } catch (error) {
      await rejected.abandon();
      throw error;
    }
  } finally {
    await client.end();
  }
}
