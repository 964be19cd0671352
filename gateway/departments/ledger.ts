import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import type { DepartmentAnswer } from '../../shared/subgraph/department-call.ts';
import { isPrivate } from '../access/operation/hidden-fields.ts';
import { failureError } from './failure.ts';
import type { FailureCode } from './failure.ts';
import { fetchedPaths, isWithin } from './fetch-paths.ts';
import type { FieldPath } from './fetch-paths.ts';

/** How a department took part in an answer. */
export type DepartmentState = 'NOT_ASKED' | 'ANSWERED' | 'UNAVAILABLE' | 'TIMEOUT' | 'BAD_ANSWER';

/** What `extensions.departments` says of each department. */
export interface DepartmentReport {
  state: DepartmentState;
  /** Calls made for this answer. */
  calls: number;
  /** Time spent waiting for it, in milliseconds, added up over the calls. */
  milliseconds: number;
  /** When its newest record was written (UTC), where it said so. */
  freshAsOf: string | null;
  /** Its records that are linked to no child yet, where it said so. */
  unlinkedRecords: number | null;
}

/** One call to a department: what was asked of it, and where that belongs in the client's answer. */
export interface Fetch {
  department: string;
  document: DocumentNode;
  at: FieldPath;
}

const STATES: Readonly<Record<FailureCode, DepartmentState>> = {
  DEPARTMENT_UNAVAILABLE: 'UNAVAILABLE',
  DEPARTMENT_TIMEOUT: 'TIMEOUT',
  DEADLINE_EXCEEDED: 'TIMEOUT',
  DEPARTMENT_BAD_ANSWER: 'BAD_ANSWER',
};

function notAsked(): DepartmentReport {
  return { state: 'NOT_ASKED', calls: 0, milliseconds: 0, freshAsOf: null, unlinkedRecords: null };
}

/** What happened between the gateway and the departments while one request was answered. */
export class Ledger {
  readonly #reports: Map<string, DepartmentReport>;
  readonly #fetches: Fetch[] = [];
  readonly #errors = new Map<string, GraphQLFormattedError>();

  constructor(departments: readonly string[]) {
    this.#reports = new Map(departments.map((name) => [name, notAsked()]));
  }

  #reportOf(department: string): DepartmentReport {
    const report = this.#reports.get(department) ?? notAsked();
    this.#reports.set(department, report);
    return report;
  }

  /** Notes a call that ended, however it did. */
  recordCall(fetch: Fetch, milliseconds: number): void {
    const report = this.#reportOf(fetch.department);
    if (report.state === 'NOT_ASKED') report.state = 'ANSWERED';
    report.calls += 1;
    report.milliseconds = Math.round((report.milliseconds + milliseconds) * 10) / 10;
    this.#fetches.push(fetch);
  }

  recordDataState(
    department: string,
    state: NonNullable<DepartmentAnswer['extensions']>['dataState'],
  ): void {
    if (state) Object.assign(this.#reportOf(department), state);
  }

  /** Notes that the fields of a fetch are missing, and why. */
  recordFailure(fetch: Fetch, code: FailureCode, details?: Record<string, unknown>): void {
    this.#reportOf(fetch.department).state = STATES[code];
    for (const path of fetchedPaths(fetch.document, fetch.at))
      this.recordError(failureError(code, fetch.department, details).toJSON(), path);
  }

  /** Notes an error at a place; the same one at the same place, for the rows of a list, is noted once. */
  recordError(error: GraphQLFormattedError, path: FieldPath): void {
    const own = path.findIndex(isPrivate);
    const told = own === -1 ? path : path.slice(0, own);
    const shown = { message: error.message, path: told, extensions: error.extensions ?? {} };
    this.#errors.set(JSON.stringify(shown), shown);
  }

  /** Notes a value that broke its type's rules, unless an error noted already says why it is missing. */
  recordBrokenValue(path: FieldPath): void {
    const isExplained = this.errors.some(({ path: known = [] }) => {
      const place = known.map(String);
      return isWithin(place, path) || isWithin(path, place);
    });
    if (isExplained) return;
    const fetch = this.#fetches.findLast((candidate) =>
      fetchedPaths(candidate.document, candidate.at).some((fetched) => isWithin(path, fetched)),
    );
    const department = fetch?.department ?? 'unknown';
    this.#reportOf(department).state = 'BAD_ANSWER';
    this.recordError(failureError('DEPARTMENT_BAD_ANSWER', department).toJSON(), path);
  }

  /** Adds the calls of another ledger, of a question asked for this answer; its errors are that question's own. */
  addCalls(other: Ledger): void {
    for (const [department, { calls, milliseconds, ...told }] of other.#reports) {
      if (calls === 0) continue;
      const report = this.#reportOf(department);
      const hasFailed = report.calls > 0 && report.state !== 'ANSWERED';
      Object.assign(report, hasFailed ? {} : told);
      report.calls += calls;
      report.milliseconds = Math.round((report.milliseconds + milliseconds) * 10) / 10;
    }
  }

  get errors(): GraphQLFormattedError[] {
    return [...this.#errors.values()];
  }

  /** As they stand: an answer on record is not changed by a call that ends later. */
  get departments(): Record<string, DepartmentReport> {
    const reports: Record<string, DepartmentReport> = {};
    for (const [name, report] of this.#reports) reports[name] = { ...report };
    return reports;
  }

  /** The state of each department that was asked. */
  get states(): Record<string, DepartmentState> {
    const states: Record<string, DepartmentState> = {};
    for (const [name, { calls, state }] of this.#reports) if (calls > 0) states[name] = state;
    return states;
  }
}
