import fc from 'fast-check';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { CountTable } from './count-table.ts';

/** Sums rows of leaves up: the counts of the leaves by row, those of the others ignored. */
function summedUp(parents: CountTable['parents'], leaves: readonly number[]): number[] {
  const counts = leaves.map((count, row) => (parents.includes(row) ? 0 : count));
  for (let row = counts.length - 1; row > 0; row -= 1) {
    const parent = parents[row] ?? null;
    if (parent !== null) counts[parent] = (counts[parent] ?? 0) + (counts[row] ?? 0);
  }
  return counts;
}

const count = (most: number) =>
  fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: most }));

/** Trees of rows: each row is part of one that came before. */
function trees(rows: number): fc.Arbitrary<(number | null)[]> {
  const parents = Array.from({ length: rows - 1 }, (_, row) => fc.integer({ min: 0, max: row }));
  return fc.tuple(...parents).map((places) => [null, ...places]);
}

/** Tables of three columns, the first within the second, the second within the third where there is one. */
export function tables(rows: { min: number; max: number }, columns: number, most: number) {
  return fc
    .integer(rows)
    .chain((size) =>
      fc.tuple(
        trees(size),
        fc.array(fc.array(count(most), { minLength: size, maxLength: size }), {
          minLength: columns,
          maxLength: columns,
        }),
      ),
    )
    .map(([parents, leaves]): CountTable => {
      const summed = leaves.map((each) => summedUp(parents, each));
      const wholes = summed.map((_, place) =>
        parents.map((__, row) =>
          summed.slice(0, place + 1).reduce((sum, each) => sum + (each[row] ?? 0), 0),
        ),
      );
      const names = wholes.map((_, place) => `c${place}`);
      return {
        parents,
        columns: new Map(names.map((name, place) => [name, wholes[place] ?? []])),
        within: names.slice(1).map((whole, place) => ({ part: `c${place}`, whole })),
      };
    });
}

/** A province like Hải Dương: 12 districts, 235 communes, with few or many of its children counted. */
export const provinces = fc
  .record({ share: fc.constantFrom(0.0005, 0.01, 0.3, 0.97, 0.999), seed: fc.integer() })
  .map(({ share, seed }): CountTable => {
    const random = xoroshiro128plus(seed);
    const draw = (from: number, to: number) => uniformInt(random, from, to);
    const parents = [
      null,
      ...Array<number>(12).fill(0),
      ...Array.from({ length: 235 }, (_, at) => 1 + (at % 12)),
    ];
    const children = parents.map(() => draw(0, 300));
    const owed = children.map(
      (all) =>
        Array.from({ length: all }, () => draw(0, 9999) < share * 10_000).filter(Boolean).length,
    );
    const got = owed.map((all) => draw(0, all));
    return {
      parents,
      columns: new Map([
        ['got', summedUp(parents, got)],
        ['owed', summedUp(parents, owed)],
        ['children', summedUp(parents, children)],
      ]),
      within: [
        { part: 'got', whole: 'owed' },
        { part: 'owed', whole: 'children' },
      ],
    };
  });
