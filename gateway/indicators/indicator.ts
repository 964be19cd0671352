import type { Header } from './read-header.ts';

/** The days a report gives to an indicator's question, by the name of the variable. */
export const QUESTION_VARIABLES = [
  'unit',
  'asOf',
  'from',
  'to',
  'fiveBornFrom',
  'fiveBornTo',
  'pupilsBornFrom',
  'pupilsBornTo',
  'limitPassedTo',
] as const;

/** Stands between the steps of a cohort. */
export const COHORT_STEP = ' > ';

export type QuestionVariable = (typeof QUESTION_VARIABLES)[number];

/** What a file of this folder holds: a question that counts children, and what the count means. */
export interface Indicator extends Header {
  /** The file's name without its ending. */
  id: string;
  /** The operation, as GraphQL's printer writes it. */
  text: string;
  /** SHA-256 of it, in lower-case hexadecimal, by which clients and @apollo/server name it. */
  hash: string;
  operationName: string;
  variables: readonly QuestionVariable[];
  /** Where the answer holds the counts: the response keys that lead there. `denominator` is null for plain numbers. */
  numerator: readonly string[];
  denominator: readonly string[] | null;
  /** The cohorts counted, each as the fields and arguments that lead to it: equal for the same children. */
  numeratorCohort: string;
  denominatorCohort: string | null;
}
