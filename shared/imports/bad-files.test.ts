import { truncate, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openShelf } from '../../test/imports/shelf.fixture.ts';
import { workbookOf, workbookParts, zipOf } from './workbook.fixture.ts';

type Shelf = Awaited<ReturnType<typeof openShelf>>;

let shelf: Shelf;
beforeAll(async () => {
  shelf = await openShelf();
  await shelf.send('before.csv', 'Nhãn,Ngày mua\nBefore,2016-12-31\n');
});
afterAll(async () => {
  await shelf[Symbol.asyncDispose]();
});

const GIGABYTE = 1024 ** 3;
const TABLE = 'Nhãn,Ngày mua\nA,2016-12-31\n';

async function expectRefused(name: string, code: string): Promise<void> {
  await expect(shelf.importThings(name)).rejects.toMatchObject({ code });
  expect(await shelf.sql('select label from thing')).toEqual([{ label: 'Before' }]);
}

describe('a file is refused as a whole', () => {
  test.each<[string, string, string, string | Uint8Array]>([
    ['a workbook named as text', 'NOT_WHAT_ITS_NAME_SAYS', 'a.csv', zipOf([])],
    ['text named as a workbook', 'NOT_WHAT_ITS_NAME_SAYS', 'a.xlsx', TABLE],
    ['a page named as a workbook', 'NOT_WHAT_ITS_NAME_SAYS', 'p.xlsx', '<html><table>'],
    [
      'a page in UTF-16 named as text',
      'NOT_WHAT_ITS_NAME_SAYS',
      'p.csv',
      Buffer.from('\uFEFF<html>', 'utf16le'),
    ],
    ['an old workbook', 'NOT_WHAT_ITS_NAME_SAYS', 'o.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a PDF', 'NOT_WHAT_ITS_NAME_SAYS', 'p.csv', '%PDF-1.7\n'],
    ['a name of another kind', 'NOT_WHAT_ITS_NAME_SAYS', 'a.xls', TABLE],
    [
      'an archive of something else',
      'NOT_WHAT_ITS_NAME_SAYS',
      'z.xlsx',
      zipOf([{ name: 'word/document.xml', content: 'x' }]),
    ],
    ['a cut-off workbook', 'TABLE_DAMAGED', 'c.xlsx', zipOf(workbookParts('')).subarray(0, 300)],
    ['nothing in it', 'FILE_EMPTY', 'e.csv', ''],
    ['a header missing', 'HEADER_MISSING', 'h.csv', 'Nhãn,Nặng (kg)\nA,1\n'],
    ['a header twice', 'HEADER_TWICE', 't.csv', 'Nhãn,Ngày mua,Label\nA,2016-12-31,B\n'],
    ['another unit in the header', 'HEADER_MISSING', 'u.csv', 'Nhãn (g),Ngày mua\nA,2016-12-31\n'],
    ['an open quotation mark', 'TABLE_DAMAGED', 'q.csv', `${TABLE}"B,2016-12-31\nC,2016-12-31\n`],
    ['a row without end', 'TABLE_DAMAGED', 'r.csv', `${TABLE}${'x'.repeat(2_000_000)}`],
  ])('%s: %s', async (_, code, name, content) => {
    await writeFile(shelf.fileOf(name), content);
    await expectRefused(name, code);
  });

  test('not there, or a folder', async () => {
    await expectRefused('nowhere.csv', 'FILE_NOT_READABLE');
    await expectRefused('.', 'FILE_NOT_READABLE');
  });

  test.each(['large.csv', 'large.xlsx'])('2 GB: %s', async (name) => {
    await writeFile(shelf.fileOf(name), TABLE);
    await truncate(shelf.fileOf(name), 2 * GIGABYTE);
    await expectRefused(name, 'FILE_TOO_LARGE');
  });

  test('without a header, naming what is missing in both languages', async () => {
    await writeFile(shelf.fileOf('h.csv'), 'Nhãn\nA\n');
    await expect(shelf.importThings('h.csv')).rejects.toThrow(
      'Tệp thiếu cột «Ngày mua»: hãy thêm tiêu đề cột vào dòng đầu của tệp.\nThe file lacks the column "Bought on"',
    );
  });
});

describe('a workbook that unpacks to too much is refused', () => {
  const huge = Buffer.alloc(120 * 1024 * 1024, ' ');

  test.each([
    ['and says so', undefined, 'ZIP_TOO_LARGE'],
    ['and says it has no size', 0, 'ZIP_TOO_LARGE'],
    ['and lies about it', 1_000, 'TABLE_DAMAGED'],
  ])('%s', async (_, claims, code) => {
    const bomb = { name: 'xl/styles.xml', content: huge, ...(claims !== undefined && { claims }) };
    const styles = `<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>`;
    const parts = workbookParts('').map((part) =>
      part.name === 'xl/_rels/workbook.xml.rels'
        ? { ...part, content: String(part.content).replace('</Rel', `${styles}</Rel`) }
        : part,
    );
    await writeFile(shelf.fileOf('bomb.xlsx'), zipOf([...parts, bomb]));
    await expectRefused('bomb.xlsx', code);
  });

  test('a sheet that lies about its size', async () => {
    const parts = workbookParts('<row r="1"><c r="A1"><v>1</v></c></row>'.repeat(100_000));
    const lying = parts.map((part) => ({
      ...part,
      ...(part.name.includes('sheet1') && { claims: 500 }),
    }));
    await writeFile(shelf.fileOf('lie.xlsx'), zipOf(lying));
    await expectRefused('lie.xlsx', 'TABLE_DAMAGED');
  });

  test('the same part twice', async () => {
    const parts = workbookParts('');
    await writeFile(shelf.fileOf('twice.xlsx'), zipOf([...parts, ...parts]));
    await expectRefused('twice.xlsx', 'TABLE_DAMAGED');
  });
});

test('text is looked at in a workbook as well', async () => {
  const bytes = await workbookOf([
    ['Nhãn', 'Ngày mua'],
    ['=SUM(A1)', '2016-12-31'],
  ]);
  expect(await shelf.send('f.xlsx', bytes)).toMatchObject({ read: 1, rejected: 1 });
});
