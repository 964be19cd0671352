import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { loadDepartment } from '../../subgraphs/discover.ts';
import { openDepartment } from '../harness/open-department.ts';
import { nodeCommand, startProgram } from '../programs/program.ts';

const HEADER = ['Số thẻ BHYT', 'Ngày cấp', 'Giá trị từ', 'Mã đối tượng', 'Mức hưởng'];

/** Cards as a file has them: numbers from 1 on, all issued on one day. */
export function cards(count: number, issuedOn: string): string {
  const rows = Array.from({ length: count }, (_, index) => [
    String(index + 1).padStart(10, '0'),
    issuedOn,
    '2022-01-01',
    'TE',
    '1',
  ]);
  return stringify([HEADER, ...rows]);
}

/** Health's database with 2,000 cards in it, and the command as it is typed there. */
export async function openDesk() {
  const department = await openDepartment(await loadDepartment('health'));
  const folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-desk-'));
  const fileOf = (name: string) => path.join(folder, name);
  const start = (...args: string[]) =>
    startProgram({
      command: nodeCommand('subgraphs/import.ts', ...args),
      // What npm says of the folder that a command was typed in.
      settings: { DATABASE_URL: department.databaseUrl, CLOCK: '2022-12-31', INIT_CWD: folder },
    });
  const desk = {
    folder,
    fileOf,
    sql: department.sql,
    databaseUrl: department.databaseUrl,
    start,
    write: (name: string, content: string) => writeFile(fileOf(name), content),
    exists: (name: string) => existsSync(fileOf(name)),
    /** Runs the command to its end. */
    run: async (...args: string[]) => {
      await using program = start(...args);
      const { status } = await program.ended;
      return { status, output: program.output() };
    },
    /** The cards on file, by the day they were issued on. */
    counts: async () =>
      department.sql(
        'select issued_on::text, count(*)::integer from health_insurance_card group by 1 order by 1',
      ),
    /** The statement that the import waits with, or runs; null where there is no import. */
    statement: async () => {
      const [session] = await department.sql(
        "select query, wait_event_type from pg_stat_activity where application_name = 'import' and datname = current_database()",
      );
      return session ?? null;
    },
    /** Waits until the database has taken back what a killed import had begun. */
    isOver: async () => {
      while ((await desk.statement()) !== null) await sleep(20);
    },
    [Symbol.asyncDispose]: async () => {
      await department[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
  return desk;
}
