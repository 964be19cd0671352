import type { CountTable, ShownColumns } from './count-table.ts';

/** A table as published, with what everyone knows of it: which rows are parts of which, which columns lie within which. */
export interface Published {
  parents: CountTable['parents'];
  within: CountTable['within'];
  shown: ShownColumns;
}

/** Cells by name: `column/row`, and `part<whole/row` for what a part leaves of its whole. */
type Knowledge = Map<string, Set<number>>;

interface Unknown {
  column: string;
  row: number;
}

function unknownsOf({ shown }: Published): Unknown[] {
  return [...shown].flatMap(([column, counts]) =>
    counts.flatMap((count, row) => (count === null ? [{ column, row }] : [])),
  );
}

type Trial = Map<string, (number | null)[]>;

function isPossible({ parents, within }: Published, trial: Trial): boolean {
  const sumsFit = [...trial.values()].every((counts) =>
    counts.every((count, row) => {
      const parts = counts.filter((_, other) => parents[other] === row);
      if (parts.length === 0 || count === null) return true;
      const known = parts.reduce<number>((sum, part) => sum + (part ?? 1), 0);
      return parts.includes(null) ? known <= count : known === count;
    }),
  );
  const partsFit = within.every(({ part, whole }) =>
    (trial.get(part) ?? []).every(
      (count, row) => (count ?? 1) <= (trial.get(whole)?.[row] ?? Infinity),
    ),
  );
  return sumsFit && partsFit;
}

function note(knowledge: Knowledge, key: string, count: number): void {
  knowledge.set(key, (knowledge.get(key) ?? new Set()).add(count));
}

function noteAll({ within }: Published, trial: Trial, knowledge: Knowledge): void {
  for (const [column, counts] of trial)
    counts.forEach((count, row) => {
      note(knowledge, `${column}/${row}`, count ?? 0);
    });
  for (const { part, whole } of within)
    (trial.get(part) ?? []).forEach((count, row) => {
      note(knowledge, `${part}<${whole}/${row}`, (trial.get(whole)?.[row] ?? 0) - (count ?? 0));
    });
}

/**
 * An attacker with patience: tries every table of whole numbers that agrees with the published one (what is hidden is
 * not zero, for zero is shown) and answers the values that each cell takes in them. No hidden count is tried above
 * `ceiling`.
 */
export function tryEveryTable(published: Published, ceiling: number): Knowledge {
  const unknowns = unknownsOf(published);
  const trial: Trial = new Map([...published.shown].map(([name, counts]) => [name, [...counts]]));
  const knowledge: Knowledge = new Map();
  const tryFrom = (place: number): void => {
    if (!isPossible(published, trial)) return;
    const unknown = unknowns[place];
    if (unknown === undefined) {
      noteAll(published, trial, knowledge);
      return;
    }
    const counts = trial.get(unknown.column) ?? [];
    for (let guess = 1; guess <= ceiling; guess += 1) {
      counts[unknown.row] = guess;
      tryFrom(place + 1);
    }
    counts[unknown.row] = null;
  };
  tryFrom(0);
  return knowledge;
}

/** The equations that the published sums are, over the hidden cells: coefficients by unknown, and the constant last. */
function equationsOf({ parents, shown }: Published, unknowns: readonly Unknown[]): number[][] {
  const placeOf = new Map(unknowns.map(({ column, row }, place) => [`${column}/${row}`, place]));
  return [...shown].flatMap(([column, counts]) =>
    counts.flatMap((_, whole) => {
      const rows = counts.flatMap((__, row) => (parents[row] === whole ? [row] : []));
      if (rows.length === 0) return [];
      const equation = Array.from({ length: unknowns.length + 1 }, () => 0);
      for (const row of [whole, ...rows]) {
        const sign = row === whole ? -1 : 1;
        const place = placeOf.get(`${column}/${row}`) ?? unknowns.length;
        equation[place] = (equation[place] ?? 0) + sign * (counts[row] ?? 1);
      }
      return [equation];
    }),
  );
}

/**
 * An attacker with algebra: brings the published sums of a table of any size to reduced row echelon form and answers the
 * hidden cells that have one solution only.
 */
export function solveForHidden(published: Published): string[] {
  const unknowns = unknownsOf(published);
  const rows = equationsOf(published, unknowns);
  let rank = 0;
  for (let place = 0; place < unknowns.length; place += 1) {
    const pivot = rows.findIndex((row, index) => index >= rank && Math.abs(row[place] ?? 0) > 1e-9);
    const chosen = rows[pivot];
    if (chosen === undefined) continue;
    rows.splice(pivot, 1);
    const lead = chosen[place] ?? 1;
    const scaled = chosen.map((value) => value / lead);
    rows.splice(rank, 0, scaled);
    rows.forEach((row, index) => {
      const factor = row[place] ?? 0;
      if (index === rank || factor === 0) return;
      rows[index] = row.map((value, at) => value - factor * (scaled[at] ?? 0));
    });
    rank += 1;
  }
  return rows.slice(0, rank).flatMap((row) => {
    const bound = unknowns.filter((_, place) => Math.abs(row[place] ?? 0) > 1e-9);
    const [only] = bound;
    return bound.length === 1 && only !== undefined ? [`${only.column}/${only.row}`] : [];
  });
}
