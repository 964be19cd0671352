import { escapeIdentifier } from 'pg';
import type { Client } from 'pg';
import { copyInto, encodeCopyRow } from '../../database/copy.ts';
import type { CopyValue } from '../../database/copy.ts';
import { snakeCase } from '../../database/snake-case.ts';
import { ImportRefused } from '../import-refused.ts';
import type { RecordKind } from '../record-kind.ts';

/** The temporary table that the rows of a file are gathered in; it is gone with the transaction. */
export const INCOMING = 'incoming';

/** A row on its way into the table, with its number in the file. */
export interface IncomingRow {
  row: number;
  record: Readonly<Record<string, CopyValue>>;
}

/** Column names as SQL has them, with commas between. */
export function listColumns(names: readonly string[], prefix = ''): string {
  return names.map((name) => `${prefix}${quote(name)}`).join(', ');
}

/** A table's or column's name in the code, as SQL has it. */
export function quote(name: string): string {
  return escapeIdentifier(snakeCase(name));
}

async function holdsTable(client: Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    'select to_regclass($1) is not null as found',
    [quote(table)],
  );
  return rows[0]?.found === true;
}

/** Refuses a database that is not the department's. */
export async function checkDatabase(client: Client, { table, title }: RecordKind): Promise<void> {
  if (await holdsTable(client, table)) return;
  throw new ImportRefused('WRONG_DATABASE', {
    vi: `Cơ sở dữ liệu này không có bảng cho ${title.vi}: hãy kiểm tra DATABASE_URL có phải của ngành mình không, hoặc khởi động phần của ngành một lần trước.`,
    en: `This database has no table for ${title.en}: check that DATABASE_URL is the department's own, or start the department once before.`,
  });
}

/** The rows of a file, sent to the database batch by batch. */
export class Staging {
  readonly #client: Client;
  readonly #table: string;
  #columns: readonly string[] = [];

  constructor(client: Client, { table }: RecordKind) {
    this.#client = client;
    this.#table = table;
  }

  /** The table's columns that are written, known from the first row on. */
  get columns(): readonly string[] {
    return this.#columns;
  }

  async #create(columns: readonly string[]): Promise<void> {
    this.#columns = columns;
    await this.#client.query(
      `create temporary table ${INCOMING} on commit drop as
       select 0::integer as row_no, ${listColumns(columns)} from ${quote(this.#table)} with no data`,
    );
  }

  async add(rows: readonly IncomingRow[]): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    if (this.#columns.length === 0) await this.#create(Object.keys(first.record));
    const lines = rows.map(({ row, record }) =>
      encodeCopyRow([row, ...this.#columns.map((column) => record[column] ?? null)]),
    );
    const names = ['row_no', ...this.#columns.map(snakeCase)];
    await copyInto(this.#client, INCOMING, names, lines.join(''));
  }
}
