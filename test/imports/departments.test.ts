import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { linkByRegisterNumber } from '../../shared/imports/link.fixture.ts';
import { importFile } from '../../shared/imports/import-file.ts';
import { ImportRefused } from '../../shared/imports/import-refused.ts';
import { explainWrongKind } from '../../shared/imports/wrong-kind.ts';
import { loadDepartment, loadDepartments } from '../../subgraphs/discover.ts';
import { openDepartment } from '../harness/open-department.ts';
import { EDUCATION_FILES } from './education-files.fixture.ts';
import { HEALTH_FILES } from './health-files.fixture.ts';
import { JUSTICE_FILES } from './justice-files.fixture.ts';
import type { OfficeFile } from './office-file.fixture.ts';
import { POLICE_FILES } from './police-files.fixture.ts';

const OFFICE_FILES = [...EDUCATION_FILES, ...HEALTH_FILES, ...JUSTICE_FILES, ...POLICE_FILES];

/** A department's database, and a way to import rows of one kind into it. */
async function openOffice({ department, kind: kindName }: OfficeFile) {
  const subgraph = await loadDepartment(department);
  const kind = subgraph.imports.find(({ name }) => name === kindName);
  if (kind === undefined) throw new Error(`${department} imports no ${kindName}`);
  const opened = await openDepartment(subgraph);
  const folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-office-'));
  const file = path.join(folder, 'office.csv');
  return {
    kind,
    sql: opened.sql,
    send: async (rows: readonly (readonly string[])[]) => {
      await writeFile(file, stringify(rows.map((row) => [...row])));
      return importFile({
        kind,
        file,
        databaseUrl: opened.databaseUrl,
        today: '2022-12-31',
        linkChildren: linkByRegisterNumber,
      });
    },
    rejected: async () =>
      z
        .array(z.array(z.string()))
        .parse(parse(await readFile(`${file}.rejected.csv`), { bom: true, from: 2 })),
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

function changed(
  { header, rows }: OfficeFile,
  changes: Readonly<Record<string, string>>,
): string[] {
  return header.map((name, place) => changes[name] ?? rows[0]?.[place] ?? '');
}

describe.each(OFFICE_FILES)('$department $kind', (office) => {
  const { header, english, rows, correction, wrong, table, onFile } = office;

  test('are taken in, by headers of either language in any order, and once only', async () => {
    await using desk = await openOffice(office);
    expect(await desk.send([header, ...rows])).toMatchObject({ read: 2, new: 2, unlinked: 1 });
    expect(await desk.sql(`select * from ${table} where child_no = 17`)).toMatchObject([onFile]);
    expect(await desk.send([header, ...rows])).toMatchObject({ same: 2, new: 0, changed: 0 });
    const turned = [english, ...rows].map((row) => [...row].reverse());
    expect(await desk.send(turned)).toMatchObject({ same: 2, new: 0, changed: 0, rejected: 0 });
    const corrected = [changed(office, Object.fromEntries([correction])), ...rows.slice(1)];
    expect(await desk.send([header, ...corrected])).toMatchObject({ changed: 1, same: 1, new: 0 });
  });

  test('are rejected with the reason', async () => {
    await using desk = await openOffice(office);
    const wrongRows = wrong.map(([changes]) => changed(office, changes));
    const summary = await desk.send([header, ...wrongRows, ...rows.slice(1)]);
    expect(summary).toMatchObject({ read: wrong.length + 1, rejected: wrong.length, new: 1 });
    const reasons = await desk.rejected();
    wrong.forEach(([, column, sentence], index) => {
      const [first] = reasons.filter(([row]) => row === String(index + 2));
      expect(first).toEqual([
        String(index + 2),
        column,
        expect.anything(),
        expect.stringMatching(sentence),
      ]);
    });
    expect(await desk.sql(`select 1 from ${table} where child_no = 17`)).toEqual([]);
  });

  test('have a sentence for every rule of their table, and rules of no other', async () => {
    await using desk = await openOffice(office);
    const constraints = await desk.sql(
      `select conname from pg_constraint where conrelid = to_regclass('${table}') and contype = 'c' order by conname`,
    );
    expect(Object.keys(desk.kind.rules).sort()).toEqual(constraints.map(({ conname }) => conname));
  });

  test('are told from every other kind by their header', async () => {
    const departments = await loadDepartments();
    const others = departments.flatMap(({ name, imports }) =>
      imports.filter((kind) => `${name} ${kind.name}` !== `${office.department} ${office.kind}`),
    );
    const folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-office-'));
    const file = path.join(folder, 'office.csv');
    await writeFile(file, stringify([[...header], ...rows.map((row) => [...row])]));
    for (const kind of others) {
      const refusal: unknown = await importFile({
        kind,
        file,
        databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
        today: '2022-12-31',
        linkChildren: linkByRegisterNumber,
      }).catch((error: unknown) => error);
      const explained = await explainWrongKind(refusal, file, departments);
      expect(explained).toBeInstanceOf(ImportRefused);
      expect(String(explained)).toMatch(`-- ${office.department} ${office.kind},`);
      expect(String(explained)).toMatch('WRONG_RECORD_KIND');
    }
    await rm(folder, { recursive: true });
  });
});

test('every kind of every department is tried here', async () => {
  const kinds = (await loadDepartments()).flatMap(({ name, imports }) =>
    imports.map((kind) => `${name} ${kind.name}`),
  );
  expect(OFFICE_FILES.map(({ department, kind }) => `${department} ${kind}`)).toEqual(kinds);
});
