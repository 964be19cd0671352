import { z } from 'zod';
import { cleanCell } from './cell.ts';
import type { Cell, FilledCell } from './cell.ts';

/** Why a cell is not taken, as a sentence in Vietnamese that says what to do. */
export class Refusal {
  readonly vi: string;

  constructor(vi: string) {
    this.vi = vi;
  }
}

/** Makes a value of a cell, or says why it is none. */
export type Reader<Value> = (cell: FilledCell) => Value | Refusal;

/** What a column of an office's file is called; the first name of each language is the one shown. */
export interface ColumnNames {
  vi: readonly [string, ...string[]];
  en: readonly [string, ...string[]];
  /** What may stand in it, in a few words. */
  holds: string;
}

/** A column with its names. */
export interface Column extends ColumnNames {
  /** Its name in the code. */
  name: string;
  /** Whether the file must have it. */
  isRequired: boolean;
}

interface ColumnFacts extends ColumnNames {
  isRequired: boolean;
}

const facts = new WeakMap<z.ZodType, ColumnFacts>();

function schemaOf<Value>(read: (cell: Cell) => Value | Refusal) {
  return z.custom<Cell>().transform((cell, context): Value => {
    const value = read(cleanCell(cell));
    if (!(value instanceof Refusal)) return value;
    context.addIssue({ code: 'custom', message: value.vi });
    return z.NEVER;
  });
}

function named<Schema extends z.ZodType>(schema: Schema, stated: ColumnFacts): Schema {
  facts.set(schema, stated);
  return schema;
}

/** A column in which each row must have something. */
export function filled<Value>(read: Reader<Value>, names: ColumnNames) {
  const schema = schemaOf((cell) =>
    cell === null ? new Refusal(`Ô «${names.vi[0]}» còn trống: hãy điền vào.`) : read(cell),
  );
  return named(schema, { ...names, isRequired: true });
}

/** A column that a row may leave empty, which is null; the file may lack it unless it is `required`. */
export function maybe<Value>(read: Reader<Value>, names: ColumnNames, isRequired = false) {
  const schema = schemaOf((cell) => (cell === null ? null : read(cell)));
  return named(schema, { ...names, isRequired });
}

/** The columns of a kind of records, in order. */
export function columnsOf(shape: Readonly<Record<string, z.ZodType>>): Column[] {
  return Object.entries(shape).map(([name, schema]) => {
    const stated = facts.get(schema);
    if (stated === undefined) throw new Error(`The column ${name} has no names.`);
    return { name, ...stated };
  });
}
