import type { Grant } from '../../shared/access/grant.ts';
import type { RowsRequest } from '../../shared/rows/row-request.ts';
import type { DepartmentRequest } from '../../shared/subgraph/department-call.ts';

/** The way to one department; whether it lies in this process or behind HTTP is its own affair. */
export interface DepartmentClient {
  name: string;
  /**
   * Sends one operation under a grant and answers what came back, unchecked. Rejects when nothing did. Whoever can end a
   * call that was given up asks for its signal.
   */
  send: (request: DepartmentRequest, grant: Grant, signalOf: () => AbortSignal) => Promise<unknown>;
  /**
   * Streams rows under a grant, until the signal or whoever reads them ends it. Throws RowsNotServed before the first
   * piece where they are to be asked through the graph; left out by a department that streams nothing.
   */
  rows?: (
    request: RowsRequest,
    grant: Grant,
    signal: AbortSignal,
  ) => AsyncGenerator<Uint8Array, void>;
  close: () => Promise<void>;
}

/** Thrown by a client that got something back which is not JSON of a GraphQL answer. */
export class UnreadableAnswer extends Error {
  constructor(reason: string) {
    super(`The department's answer cannot be read: ${reason}.`);
    this.name = 'UnreadableAnswer';
  }
}
