import type { CopyValue } from '../database/copy.ts';
import type { DemoChild } from './demo-child.ts';
import type { Random } from './random.ts';

/** Columns of a table, by their names in tables.ts. */
type ColumnOf<Row> = Extract<keyof Row, string>;

/** Rows to write, by table; a column left out is null. */
export type DemoRows<Tables> = {
  readonly [Table in keyof Tables]?: readonly Readonly<
    Partial<Record<ColumnOf<Tables[Table]>, CopyValue>>
  >[];
};

/** A department's part of the demo province. */
export interface Demo<Tables> {
  /** The tables it fills, in the order their foreign keys need, with the columns it writes. */
  columns: { readonly [Table in keyof Tables]?: readonly ColumnOf<Tables[Table]>[] };
  /** The rows of one child. `random` repeats for the same seed, child and department. */
  rowsOf: (child: DemoChild, random: Random) => DemoRows<Tables>;
  /** Only the register knows of retired numbers; no other department is given them. */
  knowsRetiredNumbers?: boolean;
}
