import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../children/child-number.ts';
import { countsOf, openShelf } from '../../test/imports/shelf.fixture.ts';

type Shelf = Awaited<ReturnType<typeof openShelf>>;

let shelf: Shelf;
beforeAll(async () => {
  shelf = await openShelf();
});
afterAll(async () => {
  await shelf[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await shelf.sql('truncate thing');
});

const HEADER = 'Nhãn,Tên đồ vật,Nặng (kg),Ngày mua\n';
const THREE = `${HEADER}A,Bàn,12.5,31/12/2016\nB,Ghế,"3,25",2017-01-31\nC,Tủ,,1/2/2018\n`;

async function rejectedIn(name: string): Promise<string[]> {
  const text = await readFile(shelf.fileOf(`${name}.rejected.csv`), 'utf8');
  return text.replace('\uFEFF', '').trimEnd().split('\r\n');
}

describe('an import', () => {
  test('writes what is new', async () => {
    expect(countsOf(await shelf.send('a.csv', THREE))).toEqual({
      read: 3,
      new: 3,
      changed: 0,
      same: 0,
      rejected: 0,
    });
    expect(
      await shelf.sql(
        'select label, name, weight::text, bought_on::text from thing order by label',
      ),
    ).toEqual([
      { label: 'A', name: 'Bàn', weight: '12.5', bought_on: '2016-12-31' },
      { label: 'B', name: 'Ghế', weight: '3.25', bought_on: '2017-01-31' },
      { label: 'C', name: 'Tủ', weight: null, bought_on: '2018-02-01' },
    ]);
  });

  test('changes nothing the second time, not even when it was recorded', async () => {
    await shelf.send('a.csv', THREE);
    const before = await shelf.sql('select *, xmin::text from thing order by label');
    expect(countsOf(await shelf.importThings('a.csv'))).toEqual({
      read: 3,
      new: 0,
      changed: 0,
      same: 3,
      rejected: 0,
    });
    expect(await shelf.sql('select *, xmin::text from thing order by label')).toEqual(before);
  });

  test('changes the row that was corrected, and its time of recording', async () => {
    await shelf.send('a.csv', THREE);
    await shelf.sql("update thing set recorded_at = '2020-01-01'");
    const corrected = THREE.replace('12.5', '12.75');
    expect(await shelf.send('a.csv', corrected)).toMatchObject({ new: 0, changed: 1, same: 2 });
    expect(
      await shelf.sql("select label, weight::text from thing where recorded_at > '2020-01-01'"),
    ).toEqual([{ label: 'A', weight: '12.75' }]);
  });

  test('leaves alone what the file has no column for', async () => {
    await shelf.send('a.csv', THREE);
    expect(
      await shelf.send('a.csv', 'Label,Bought on,Thing\nA,2016-12-31,Bàn tròn\n'),
    ).toMatchObject({ changed: 1, same: 0 });
    expect(await shelf.sql("select name, weight::text from thing where label = 'A'")).toEqual([
      { name: 'Bàn tròn', weight: '12.5' },
    ]);
  });

  test('empties what the file has a column for and no value', async () => {
    await shelf.send('a.csv', THREE);
    expect(await shelf.send('a.csv', `${HEADER}A,Bàn,,31/12/2016\n`)).toMatchObject({ changed: 1 });
    expect(await shelf.sql("select weight from thing where label = 'A'")).toEqual([
      { weight: null },
    ]);
  });

  test('links by register number, and never unlinks by saying nothing', async () => {
    const header = 'Nhãn,Ngày mua,Số hồ sơ trẻ em\n';
    const linked = `${header}A,2016-12-31,${formatChildNumber(7)}\nB,2016-12-31,\n`;
    expect(await shelf.send('a.csv', linked)).toMatchObject({ new: 2, unlinked: 1 });
    expect(await shelf.sql('select label, child_no from thing order by label')).toEqual([
      { label: 'A', child_no: '7' },
      { label: 'B', child_no: null },
    ]);
    expect(await shelf.send('a.csv', `${header}A,2016-12-31,\n`)).toMatchObject({
      same: 1,
      unlinked: 0,
    });
    const other = `${header}A,2016-12-31,${formatChildNumber(8)}\n`;
    expect(await shelf.send('a.csv', other)).toMatchObject({ changed: 1 });
    expect(await shelf.sql("select child_no from thing where label = 'A'")).toEqual([
      { child_no: '8' },
    ]);
  });

  test('asks whoever links for the children of each batch, in order', async () => {
    const summary = await shelf.send(
      'a.csv',
      'Nhãn,Ngày mua,Họ tên\nA,2016-12-31,An\nB,2016-12-31,Bình\n',
      {
        linkChildren: async (records) =>
          records.map(({ key, child }) =>
            child.fullName === 'Bình' && key === '["B"]' ? 9 : null,
          ),
      },
    );
    expect(summary.unlinked).toBe(1);
    expect(await shelf.sql('select label from thing where child_no = 9')).toEqual([{ label: 'B' }]);
  });
});

describe('rejected rows', () => {
  const MIXED = `${HEADER}A,Bàn,12,31/12/2016\nB,Ghế,950,31/02/2017\nC,Tủ,150,1/2/2018\nD,=1+1,3,1/2/2099\n`;

  test('stand beside the file with row, column, value and a sentence; the others are written', async () => {
    const summary = await shelf.send('b.csv', MIXED);
    expect(countsOf(summary)).toEqual({ read: 4, new: 1, changed: 0, same: 0, rejected: 3 });
    expect(summary.rejectedFile).toBe(shelf.fileOf('b.csv.rejected.csv'));
    expect(await rejectedIn('b.csv')).toEqual([
      'Dòng,Cột,Giá trị,Lý do',
      '3,Nặng (kg),950,950 kg là không thể: phải từ 0 đến 900 kg; hãy kiểm tra số và đơn vị.',
      '3,Ngày mua,31/02/2017,"Không phải là ngày: hãy ghi theo dạng 31/12/2016 hoặc 2016-12-31, đủ bốn chữ số của năm."',
      '5,Tên đồ vật,\'=1+1,"Ô bắt đầu bằng dấu ""="" như một công thức: hãy chỉ ghi giá trị."',
      '5,Ngày mua,1/2/2099,Ngày 01/02/2099 còn ở tương lai (ngày được tính là hôm nay: 31/12/2022): hãy kiểm tra lại.',
      '4,Nặng (kg),150,Đồ vật quá nặng cho cái kệ.',
    ]);
  });

  test('are all that happens with all or nothing', async () => {
    await expect(shelf.send('b.csv', MIXED, { isAllOrNothing: true })).rejects.toMatchObject({
      code: 'ROWS_REJECTED',
    });
    expect(await shelf.sql('select 1 from thing')).toEqual([]);
    expect(await rejectedIn('b.csv')).toHaveLength(6);
  });

  test('are taken away by a run that rejects none, and hidden from others', async () => {
    await shelf.send('b.csv', MIXED);
    await shelf.send('b.csv', THREE);
    expect(existsSync(shelf.fileOf('b.csv.rejected.csv'))).toBe(false);
    expect(existsSync(shelf.fileOf('b.csv.rejected.csv.partial'))).toBe(false);
  });

  test('repeat a row of the file in other words; the same words count as the same', async () => {
    const text = `${HEADER}A,Bàn,1.50,31/12/2016\nA,Bàn,"1,5",2016-12-31\nA,Ghế,1.5,2016-12-31\n`;
    expect(await shelf.send('b.csv', text)).toMatchObject({ new: 1, same: 1, rejected: 1 });
    expect(await rejectedIn('b.csv')).toContain(
      '4,Nhãn,A,Dòng này cùng một hồ sơ với dòng 2 nhưng nội dung khác: hãy chỉ giữ dòng đúng.',
    );
    expect(await shelf.sql('select name from thing')).toEqual([{ name: 'Bàn' }]);
  });

  test('claim what another record has, on file or in the file', async () => {
    const header = 'Nhãn,Ngày mua,Chỗ\n';
    await shelf.send('b.csv', `${header}A,2016-12-31,1\n`);
    const text = `${header}B,2016-12-31,1\nC,2016-12-31,2\nD,2016-12-31,2\n`;
    expect(await shelf.send('b.csv', text)).toMatchObject({ new: 1, rejected: 2 });
    expect(await shelf.sql('select label, place from thing order by label')).toEqual([
      { label: 'A', place: '1' },
      { label: 'C', place: '2' },
    ]);
  });

  test('have the key of another record, by what no file may change', async () => {
    const header = 'Nhãn,Ngày mua,Phòng\n';
    await shelf.send('b.csv', `${header}A,2016-12-31,1\n`);
    expect(await shelf.send('b.csv', `${header}A,2017-12-31,2\n`)).toMatchObject({ rejected: 1 });
    expect(await shelf.send('b.csv', `${header}A,2017-12-31,1\n`)).toMatchObject({ changed: 1 });
  });

  test('have cells beyond the header, or too few', async () => {
    const text = `${HEADER}A,Bàn, ghế,1,31/12/2016\nB,Ghế\nC,Tủ,,1/2/2018,,\n\n,,,\n`;
    expect(await shelf.send('b.csv', text)).toMatchObject({ read: 3, new: 1, rejected: 2 });
    expect((await rejectedIn('b.csv')).slice(1).map((line) => line.slice(0, 2))).toEqual([
      '2,',
      '3,',
    ]);
  });
});

test('a dry run says what would happen and leaves the database alone', async () => {
  await shelf.send('a.csv', THREE);
  const text = `${HEADER}A,Bàn,1,31/12/2016\nD,Đèn,1,31/12/2016\nE,Kệ,x,31/12/2016\n`;
  expect(countsOf(await shelf.send('c.csv', text, { isDryRun: true }))).toEqual({
    read: 3,
    new: 1,
    changed: 1,
    same: 0,
    rejected: 1,
  });
  expect(await shelf.sql('select label, weight::text from thing order by label')).toEqual([
    { label: 'A', weight: '12.5' },
    { label: 'B', weight: '3.25' },
    { label: 'C', weight: null },
  ]);
});

test("a database without the department's table is refused", async () => {
  await shelf.sql('alter table thing rename to thong');
  try {
    await expect(shelf.send('a.csv', THREE)).rejects.toMatchObject({ code: 'WRONG_DATABASE' });
  } finally {
    await shelf.sql('alter table thong rename to thing');
  }
});
