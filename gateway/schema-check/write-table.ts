/** Writes rows as columns that stand below each other, two blanks apart; the last column runs on. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column + 1 < row.length ? cell.padEnd(widths[column] ?? 0) : cell));
  return rows.map((row) => `  ${line(row).join('  ').trimEnd()}`).join('\n');
}
