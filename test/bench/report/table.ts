const digits = (value: number) => (value >= 100 ? 0 : value >= 10 ? 1 : 2);

/** A number with as many digits as it deserves. */
export function plain(value: number): string {
  return Number.isFinite(value) ? value.toFixed(digits(value)) : '–';
}

/** Rows under each other, the first column to the left and the others to the right. */
export function layOut(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
