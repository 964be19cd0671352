import type { GraphQLFormattedError } from 'graphql';
import type { LinkChange, LinkNotes, LinkReceipt } from '../links/link-change.ts';

/** One GraphQL operation for one department. */
export interface DepartmentRequest {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
  /** What it does to its records before it answers, as the register has it. */
  links?: readonly LinkChange[];
  /** For the register: what departments did of that. */
  linkReceipts?: readonly LinkReceipt[];
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
  extensions?: {
    dataState?: { freshAsOf: string | null; unlinkedRecords: number };
    /** Of the register alone. */
    links?: LinkNotes;
    /** What it did of the changes that came with the call. */
    linkReceipts?: readonly LinkReceipt[];
  };
}
