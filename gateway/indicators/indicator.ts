import type { Localised } from '../plans/localised.ts';

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

export type QuestionVariable = (typeof QUESTION_VARIABLES)[number];

/** What a file of this folder holds: a question that counts children, and what the count means. */
export interface Indicator {
  /** The file's name without its ending. */
  id: string;
  title: Localised;
  meaning: Localised;
  /** Which day, period and time limits count; above all what "in time" (kịp thời) means. */
  clock: Localised;
  source: Localised;
  /** The operation, as GraphQL's printer writes it. */
  text: string;
  operationName: string;
  variables: readonly QuestionVariable[];
  /** Where the answer holds the counts: the response keys that lead there. `denominator` is null for plain numbers. */
  numerator: readonly string[];
  denominator: readonly string[] | null;
}
