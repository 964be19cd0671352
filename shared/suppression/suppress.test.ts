import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { solveForHidden, tryEveryTable } from './attackers.fixture.ts';
import type { CountTable, ShownColumns } from './count-table.ts';
import { suppress } from './suppress.ts';
import { provinces, tables } from './tables.fixture.ts';

function truth(table: CountTable, key: string): number {
  const [name = '', row = ''] = key.split('/');
  const [part = '', whole] = name.split('<');
  const of = (column: string) => table.columns.get(column)?.[Number(row)] ?? 0;
  return whole === undefined ? of(part) : of(whole) - of(part);
}

function isToldApart(values: ReadonlySet<number>, isSmall: boolean): boolean {
  if (values.size === 1) return true;
  if (!isSmall) return false;
  return Math.max(...values) < 5 && ![1, 2, 3, 4].every((value) => values.has(value));
}

function hiddenIn(shown: ShownColumns, key: string): boolean {
  const [name = '', row = ''] = key.split('/');
  return shown.get(name)?.[Number(row)] === null;
}

/** The cells that an attacker finds out more of than is to be, and those whose true count the attacker has excluded. */
function found(table: CountTable, shown = suppress(table)): string[] {
  const { parents, within } = table;
  const ceiling = Math.max(...[...table.columns.values()].flat()) + 6;
  const knowledge = tryEveryTable({ parents, within, shown }, ceiling);
  expect(knowledge.size).toBeGreaterThan(0);
  return [...knowledge]
    .filter(([key, values]) => {
      const value = truth(table, key);
      const isSmall = value > 0 && value < 5;
      expect(values).toContain(value);
      return (isSmall || hiddenIn(shown, key)) && isToldApart(values, isSmall);
    })
    .map(([key]) => key);
}

/** Hides the small counts and nothing else. */
function smallOnesHidden({ columns }: CountTable): ShownColumns {
  return new Map(
    [...columns].map(([name, counts]) => [
      name,
      counts.map((each) => (each > 0 && each < 5 ? null : each)),
    ]),
  );
}

describe('an attacker who tries every table that agrees with the published one', () => {
  test('finds nothing in one column', () => {
    fc.assert(
      fc.property(tables({ min: 1, max: 5 }, 1, 7), (table) => {
        expect(found(table)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('finds nothing in a part and its whole', () => {
    fc.assert(
      fc.property(tables({ min: 1, max: 4 }, 2, 4), (table) => {
        expect(found(table)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('finds nothing in a whole of a whole', () => {
    fc.assert(
      fc.property(tables({ min: 1, max: 2 }, 3, 6), (table) => {
        expect(found(table)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('finds a small count where that alone was hidden', () => {
    const table = {
      parents: [null, 0, 0, 0],
      columns: new Map([['abused', [20, 3, 7, 10]]]),
      within: [],
    };
    expect(found(table, smallOnesHidden(table))).toEqual(['abused/1']);
  });

  test('finds what a part leaves of its whole where that alone is small', () => {
    const table = {
      parents: [null],
      columns: new Map([
        ['insured', [47]],
        ['children', [50]],
      ]),
      within: [{ part: 'insured', whole: 'children' }],
    };
    expect(found(table, smallOnesHidden(table))).toEqual(['insured<children/0']);
    expect([...suppress(table)]).toEqual([
      ['insured', [null]],
      ['children', [50]],
    ]);
  });
});

describe('a table of a whole province', () => {
  test('leaves an attacker who solves its sums nothing', () => {
    fc.assert(
      fc.property(provinces, (table) => {
        const { parents, within } = table;
        expect(solveForHidden({ parents, within, shown: suppress(table) })).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });

  test('is solved where the small counts alone are hidden', () => {
    const [table] = fc.sample(provinces, { numRuns: 1, seed: 3 });
    if (table === undefined) throw new Error('No province was drawn.');
    const { parents, within } = table;
    expect(solveForHidden({ parents, within, shown: smallOnesHidden(table) })).not.toEqual([]);
  });

  test('gets the same holes each time', () => {
    fc.assert(
      fc.property(provinces, (table) => {
        expect(suppress(table)).toEqual(suppress(table));
      }),
      { numRuns: 3 },
    );
  });
});

describe('what is shown', () => {
  test('are all zeros, and no small count', () => {
    fc.assert(
      fc.property(tables({ min: 1, max: 12 }, 3, 60), (table) => {
        for (const [name, counts] of suppress(table))
          counts.forEach((shown, row) => {
            const value = table.columns.get(name)?.[row] ?? 0;
            if (value === 0) expect(shown).toBe(0);
            else if (value < 5) expect(shown).toBeNull();
            else expect([null, value]).toContain(shown);
          });
      }),
    );
  });

  test('is everything where nothing is small', () => {
    const columns = new Map([
      ['insured', [60, 25, 35]],
      ['children', [80, 40, 40]],
    ]);
    const within = [{ part: 'insured', whole: 'children' }];
    expect(suppress({ parents: [null, 0, 0], columns, within })).toEqual(columns);
  });

  test('tells nothing of children whom no part of a row accounts for', () => {
    const columns = new Map([['children', [33, 10, 20]]]);
    expect(suppress({ parents: [null, 0, 0], columns, within: [] }).get('children')).toEqual([
      33,
      null,
      20,
    ]);
  });
});

test.each([
  [{ parents: [1, null], columns: new Map([['a', [1, 1]]]), within: [] }, /after/],
  [{ parents: [null], columns: new Map([['a', [1, 1]]]), within: [] }, /2 counts for 1/],
  [{ parents: [null], columns: new Map([['a', [-1]]]), within: [] }, /no count/],
  [{ parents: [null, 0], columns: new Map([['a', [1, 2]]]), within: [] }, /more than the row/],
  [
    {
      parents: [null],
      columns: new Map([
        ['a', [2]],
        ['b', [1]],
      ]),
      within: [{ part: 'a', whole: 'b' }],
    },
    /more than b/,
  ],
  [
    { parents: [null], columns: new Map([['a', [2]]]), within: [{ part: 'a', whole: 'b' }] },
    /no column b/,
  ],
])('a table that contradicts itself is refused: %#', (table, message) => {
  expect(() => suppress(table)).toThrow(message);
});
