import type { DocumentNode, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Data } from '../data.ts';
import type { Cursor } from './cursor.ts';

/** What a fetch asks a department. */
export interface Question {
  query: string;
  /** The same, parsed; one object for each fetch of a plan. */
  document: DocumentNode;
  operationName: string | undefined;
  variables: Record<string, unknown>;
  /** The way to the objects it is about; `@` stands for every item of a list. */
  at: readonly string[];
}

/** What a department answered. */
export interface Reply {
  data?: Data | null | undefined;
  errors?: readonly GraphQLFormattedError[] | undefined;
}

/** The way to a department. */
export interface Door<Context> {
  /** Rejects where there is no answer. */
  ask(question: Question, context: Context): Promise<Reply>;
}

/** One execution of a plan. */
export interface Run<Context> {
  context: Context;
  variables: Readonly<Record<string, unknown>>;
  /** All that is known so far. */
  root: Data;
  errors: GraphQLError[];
}

/** One part of a plan, compiled. What goes wrong is in the run's errors. */
export type Step<Context> = (run: Run<Context>, cursor: Cursor) => Promise<void>;
