import { z } from 'zod';
import type { CopyValue } from '../database/copy.ts';
import type { Message } from '../errors/graph-error.ts';
import type { Day } from '../time/day.ts';
import { referenceOf } from './child-reference.ts';
import type { ChildReference, ChildValues } from './child-reference.ts';
import { textOf } from './cell.ts';
import type { Cell } from './cell.ts';
import { columnsOf } from './column.ts';
import type { Column } from './column.ts';

/** What is wrong with a row: in which column (by its name in the code), with which value, and a sentence in Vietnamese that says what to do. */
export interface Problem {
  column: string;
  value: string;
  vi: string;
}

/** A column of the table and the sentence for rows that break a rule there. */
export interface Rule {
  column: string;
  vi: string;
}

/** A row that can be written, by the table's columns; whom it is linked to is decided after. */
export interface ReadRecord {
  record: Readonly<Record<string, CopyValue>>;
  child: ChildReference;
}

/** Reads the cells of a row, by the columns' names in the code. */
export type RowReader = (cells: Readonly<Record<string, Cell>>) => ReadRecord | readonly Problem[];

/** A row whose columns, each right in itself, do not go together. */
export class Misfit {
  readonly column: string;
  readonly vi: string;

  constructor(column: string, vi: string) {
    this.column = column;
    this.vi = vi;
  }
}

/** A kind of records that a department takes in from files. Columns of the table are named as in tables.ts. */
export interface RecordKind extends KindFacts {
  columns: readonly Column[];
  /** What reads a row; days after `today` are in the future. */
  readerFor: (today: Day) => RowReader;
}

interface KindFacts {
  /** As it is called on the command line. */
  name: string;
  title: Message;
  table: string;
  /** The columns of the table that tell its records apart; a row with the same is the same record. */
  key: readonly [string, ...string[]];
  /** The register's name for the system of the department's own numbers for children; left out where it knows of none. */
  ownSystem?: string;
  /** Columns besides the key that no two records may have alike. */
  alsoUnique?: readonly (Rule & { columns: readonly [string, ...string[]] })[];
  /** Columns that no file may change: a row that says otherwise is about another record with the same key. */
  fixed?: readonly Rule[];
  /** What is said of a row that breaks a check constraint of the table, by the constraint's name. */
  rules: Readonly<Record<string, Rule>>;
  /** Whether a column that the file lacks counts as empty; otherwise such columns stay as they are on record. */
  isWritten?: 'WHOLE' | 'BY_COLUMN';
}

type Shape = Readonly<Record<string, z.ZodType>>;

export interface KindDefinition<Columns extends Shape> extends KindFacts {
  columns: (today: Day) => Columns;
  /** The child as the row names it. */
  childOf: (values: z.output<z.ZodObject<Columns>>) => ChildReference;
  /** The record, without child and time of recording; or why its values do not go together. */
  toRecord: (
    values: z.output<z.ZodObject<Columns>>,
    child: ChildReference,
  ) => Readonly<Record<string, CopyValue>> | Misfit;
}

/** Any day: names of columns do not depend on it. */
const SOME_DAY: Day = '2000-01-01';

/** Declares a kind of records that can be imported. */
export function defineRecordKind<Columns extends Shape>(
  definition: KindDefinition<Columns>,
): RecordKind {
  const columns = columnsOf(definition.columns(SOME_DAY));
  const { childOf, toRecord, ...facts } = definition;
  return {
    ...facts,
    columns,
    readerFor: (today) => {
      const schema = z.object(definition.columns(today));
      return (cells) => {
        const problem = (name: string, vi: string): Problem => ({
          column: name,
          value: textOf(cells[name] ?? null),
          vi,
        });
        const read = schema.safeParse(cells);
        if (!read.success)
          return read.error.issues.map(({ path, message }) => problem(String(path[0]), message));
        const child = childOf(read.data);
        const record = toRecord(read.data, child);
        if (record instanceof Misfit) return [problem(record.column, record.vi)];
        return { record, child };
      };
    },
  };
}

/** The child by the usual columns, and by the department's own number where the kind has one. */
export function childBy(values: ChildValues, ownNumber: string | null = null): ChildReference {
  return referenceOf(values, ownNumber);
}
