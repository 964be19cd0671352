import type { GraphQLFormattedError } from 'graphql';

/** One GraphQL operation for one department. */
export interface DepartmentRequest {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

/** How current a department's records are. */
export interface DataState {
  /** When the newest record was written; null when there is none. */
  freshAsOf: Date | null;
  /** Records that no child of the register is linked to yet. */
  unlinkedRecords: number;
}

/** What a department answers: GraphQL's response, with the state of its data beside it. */
export interface DepartmentAnswer {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
  extensions?: { dataState?: { freshAsOf: string | null; unlinkedRecords: number } };
}
