import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvLines } from '../tables/csv.ts';
import { countsOf, openShelf } from '../../test/imports/shelf.fixture.ts';

type Shelf = Awaited<ReturnType<typeof openShelf>>;

let shelf: Shelf;
beforeAll(async () => {
  shelf = await openShelf();
});
afterAll(async () => {
  await shelf[Symbol.asyncDispose]();
});

/** A row as an office writes it. */
interface Written {
  label: string;
  name: string;
  weight: string;
  boughtOn: string;
}

/** What it says, in one form; null where it cannot be imported. */
type Said = string | null;

const NAMES: Readonly<Record<string, string>> = {
  '': 'null',
  Bàn: 'Bàn',
  ['Bàn'.normalize('NFD')]: 'Bàn',
  ' Ghế  đẩu ': 'Ghế đẩu',
};
const WEIGHTS: Readonly<Record<string, Said>> = {
  '': 'null',
  '1,50': '1.5',
  '1.5': '1.5',
  '100': '100',
  '100,1': null,
  '1000': null,
  nặng: null,
};
const DAYS: Readonly<Record<string, Said>> = {
  '31/12/2016': '2016-12-31',
  '2016-12-31': '2016-12-31',
  '1/1/2017': '2017-01-01',
  '29/02/2017': null,
  '1/1/2023': null,
  '': null,
};
const LABELS: Readonly<Record<string, Said>> = { A: 'A', B: 'B', C: 'C', D: 'D', '': null };

function oneOf(words: Readonly<Record<string, Said>>) {
  return fc.constantFrom(...Object.keys(words));
}

const row: fc.Arbitrary<Written> = fc.record({
  label: oneOf(LABELS),
  name: oneOf(NAMES),
  weight: oneOf(WEIGHTS),
  boughtOn: oneOf(DAYS),
});

function saidBy({
  label,
  name,
  weight,
  boughtOn,
}: Written): { label: string; said: string } | null {
  const [who, what, heavy, when] = [LABELS[label], NAMES[name], WEIGHTS[weight], DAYS[boughtOn]];
  if (who == null || what == null || heavy == null || when == null) return null;
  return { label: who, said: [what, heavy, when].join('|') };
}

/** Takes a file in, row by row, as one would by hand. */
function takeIn(shelved: Map<string, string>, rows: readonly Written[]) {
  const counts = { read: 0, new: 0, changed: 0, same: 0, rejected: 0 };
  const inFile = new Map<string, string>();
  for (const written of rows.filter((cells) => Object.values(cells).some((cell) => cell !== ''))) {
    counts.read += 1;
    const read = saidBy(written);
    const earlier = inFile.get(read?.label ?? '');
    if (read === null || (earlier !== undefined && earlier !== read.said)) counts.rejected += 1;
    else if (shelved.get(read.label) === read.said) counts.same += 1;
    else if (shelved.has(read.label)) counts.changed += 1;
    else counts.new += 1;
    if (read === null || earlier !== undefined) continue;
    inFile.set(read.label, read.said);
    shelved.set(read.label, read.said);
  }
  return counts;
}

function fileOf(rows: readonly Written[]): string {
  const lines = rows.map(({ label, name, weight, boughtOn }) => [weight, label, boughtOn, name]);
  return csvLines([['Weight (kg)', 'NHÃN', 'Ngày mua', 'Thing'], ...lines]);
}

const SHELVED = `
  select label, concat_ws('|', coalesce(name, 'null'), coalesce(trim_scale(weight)::text, 'null'), bought_on) as said
  from thing order by label`;

test('files one after another do what a simple model does, and add up; twice the same changes nothing', async () => {
  const files = fc.array(fc.array(row, { maxLength: 12 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(files, async (drawn) => {
      await shelf.sql('truncate thing');
      const shelved = new Map<string, string>();
      for (const rows of drawn) {
        const counts = countsOf(await shelf.send('model.csv', fileOf(rows)));
        expect(counts).toEqual(takeIn(shelved, rows));
        expect(counts.new + counts.changed + counts.same + counts.rejected).toBe(counts.read);
        const again = countsOf(await shelf.importThings('model.csv'));
        expect(again).toEqual({
          ...counts,
          new: 0,
          changed: 0,
          same: counts.new + counts.changed + counts.same,
        });
      }
      const expected = [...shelved].sort().map(([label, said]) => ({ label, said }));
      expect(await shelf.sql(SHELVED)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
}, 60_000);
