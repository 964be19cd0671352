import type { Grant } from '../../shared/access/grant.ts';
import type { DepartmentRequest } from '../../shared/subgraph/department-call.ts';

/** The way to one department; whether it lies in this process or behind HTTP is its own affair. */
export interface DepartmentClient {
  name: string;
  /** Sends one operation under a grant and answers what came back, unchecked. Rejects when nothing did. */
  send: (request: DepartmentRequest, grant: Grant, signal: AbortSignal) => Promise<unknown>;
  close: () => Promise<void>;
}

/** Thrown by a client that got something back which is not JSON of a GraphQL answer. */
export class UnreadableAnswer extends Error {
  constructor(reason: string) {
    super(`The department's answer cannot be read: ${reason}.`);
    this.name = 'UnreadableAnswer';
  }
}
