/**
 * A table of counts as it is to be published: rows are units (or ages, sexes ...), some of them parts of others; columns
 * are sets of children, some of them within others.
 */
export interface CountTable {
  /** For each row the row it is a part of, null for a row that is part of none. A row comes after its whole. */
  parents: readonly (number | null)[];
  /** Counts by column name, in the order of the rows. */
  columns: ReadonlyMap<string, readonly number[]>;
  /** Columns that count some of the children another column counts: what is left over is known too, by subtraction. */
  within: readonly Within[];
}

export interface Within {
  part: string;
  whole: string;
}

/** The same columns with null for every count that is not shown. */
export type ShownColumns = ReadonlyMap<string, readonly (number | null)[]>;

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function checkColumn(name: string, counts: readonly number[], rows: number): void {
  if (counts.length !== rows)
    throw new RangeError(`Column ${name} has ${counts.length} counts for ${rows} rows.`);
  if (!counts.every(isCount)) throw new RangeError(`Column ${name} holds what is no count.`);
}

function countsOf(table: CountTable, name: string): readonly number[] {
  const counts = table.columns.get(name);
  if (counts === undefined) throw new RangeError(`There is no column ${name}.`);
  return counts;
}

function checkWithin(table: CountTable, { part, whole }: Within): void {
  const wholes = countsOf(table, whole);
  const isWithin = countsOf(table, part).every((count, row) => count <= (wholes[row] ?? 0));
  if (!isWithin) throw new RangeError(`Column ${part} counts more than ${whole}, which holds it.`);
}

/** Throws RangeError for a table that contradicts itself: a part before its whole, or larger than it. */
export function checkTable(table: CountTable): void {
  const { parents, columns, within } = table;
  if (parents.some((parent, row) => parent !== null && !(parent >= 0 && parent < row)))
    throw new RangeError('A row must come after the row that it is a part of.');
  for (const [name, counts] of columns) checkColumn(name, counts, parents.length);
  for (const each of within) checkWithin(table, each);
}

/** What the parts of each row leave of it, by row; 0 for rows without parts. */
function leftOver(parents: CountTable['parents'], counts: readonly number[]): number[] {
  const sums = new Map<number, number>();
  parents.forEach((parent, row) => {
    if (parent !== null) sums.set(parent, (sums.get(parent) ?? 0) + (counts[row] ?? 0));
  });
  return counts.map((count, row) => count - (sums.get(row) ?? count));
}

/**
 * Adds a row for what the parts of a row do not account for, such as children of a district whose commune is not known:
 * whoever has the table can subtract. Throws RangeError where the parts count more than the whole.
 */
export function withLeftOver(table: CountTable): CountTable {
  const rests = new Map(
    [...table.columns].map(([name, counts]) => [name, leftOver(table.parents, counts)]),
  );
  if ([...rests.values()].some((rest) => rest.some((count) => count < 0)))
    throw new RangeError('The parts of a row count more than the row.');
  const rows = table.parents.flatMap((_, row) =>
    [...rests.values()].some((rest) => (rest[row] ?? 0) > 0) ? [row] : [],
  );
  const columns = [...table.columns].map(([name, counts]): [string, number[]] => [
    name,
    [...counts, ...rows.map((row) => rests.get(name)?.[row] ?? 0)],
  ]);
  return { ...table, parents: [...table.parents, ...rows], columns: new Map(columns) };
}
