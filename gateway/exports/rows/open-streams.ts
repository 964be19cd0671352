import type { Logger } from 'pino';
import type { ChildSet } from '../../../shared/cohort/child-set.ts';
import type { RowsRequest } from '../../../shared/rows/row-request.ts';
import { RowsNotServed } from '../../../shared/rows/rows-not-served.ts';
import { readChildren } from '../../../shared/rows/stream-form.ts';
import type { GrantFor } from '../../context.ts';
import type { DepartmentClient } from '../../departments/department-client.ts';
import { RowCursor } from './row-cursor.ts';
import { RowMerger } from './row-merger.ts';
import type { PlannedStream, RowPlan } from './row-plan.ts';

export interface StreamOptions {
  clients: readonly DepartmentClient[];
  grantFor: GrantFor;
  /** How long a piece of a stream may take to come, in milliseconds. */
  deadline: number;
  log: Logger;
}

/** Streams that have begun. */
export interface OpenStreams {
  /** Who is in the list. */
  children: ChildSet;
  merger: RowMerger;
  /** Ends them all. */
  close: () => void;
}

/** Opens streams under one signal, so that all end together. */
class StreamOpener {
  readonly #options: StreamOptions;
  readonly #ending = new AbortController();
  readonly #cursors: RowCursor[] = [];

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  open({ department, columns }: PlannedStream, request: RowsRequest): RowCursor {
    const { clients, grantFor, deadline, log } = this.#options;
    const client = clients.find(({ name }) => name === department);
    if (!client?.rows) throw new RowsNotServed('rows at all');
    const source = client.rows(request, grantFor(department), this.#ending.signal);
    const onFailure = (err: unknown) => {
      if (!this.#ending.signal.aborted) log.warn({ err, department }, 'a stream of rows failed');
    };
    const cursor = new RowCursor(source, {
      department,
      columns: columns.length,
      deadline,
      onFailure,
    });
    this.#cursors.push(cursor);
    return cursor;
  }

  close(): void {
    this.#ending.abort();
    for (const cursor of this.#cursors) cursor.close();
  }
}

async function openAll(plan: RowPlan, list: string, opener: StreamOpener) {
  const [first, ...others] = plan.streams;
  if (first === undefined) throw new RowsNotServed('rows at all');
  const lead = opener.open(first, { columns: [...first.columns], list });
  const children = readChildren(await lead.readLine());
  const cursors = others.map((stream) =>
    opener.open(stream, { columns: [...stream.columns], children }),
  );
  await Promise.all(cursors.map((cursor) => cursor.more()));
  return { children, merger: new RowMerger(lead, cursors, children) };
}

/**
 * Opens the streams of a plan, the register's for the list that it sealed, the others for the children in it, and waits
 * until each has begun. Null where a department does not stream what is planned. Throws the error of one that failed.
 */
export async function openStreams(
  plan: RowPlan,
  list: string,
  options: StreamOptions,
): Promise<OpenStreams | null> {
  const opener = new StreamOpener(options);
  const close = () => {
    opener.close();
  };
  try {
    return { ...(await openAll(plan, list, opener)), close };
  } catch (error) {
    close();
    if (error instanceof RowsNotServed) return null;
    throw error;
  }
}
