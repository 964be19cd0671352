import { GraphError } from '../../shared/errors/graph-error.ts';
import { inTime } from '../../shared/time/in-time.ts';

/** How long one request may take. */
export interface Deadline {
  /** All of it, in milliseconds. */
  limit: number;
  /** What is left, in milliseconds; 0 when it has passed. */
  remaining(): number;
}

/** How long past its deadline a request may still take to put together and send what it has, in milliseconds. */
const GRACE = 1_000;

/** What of a request's time is left by a clock. */
class RunningDeadline implements Deadline {
  readonly limit: number;
  readonly #startedAt: number;
  readonly #now: () => number;

  constructor(limit: number, now: () => number) {
    this.limit = limit;
    this.#now = now;
    this.#startedAt = now();
  }

  remaining(): number {
    return Math.max(0, this.limit - (this.#now() - this.#startedAt));
  }
}

function monotonic(): number {
  return performance.now();
}

/** Starts the time of a request. `now` is a clock in milliseconds that never goes back. */
export function startDeadline(limit: number, now: () => number = monotonic): Deadline {
  return new RunningDeadline(limit, now);
}

/** The time a department is given for one call, in whole milliseconds: its own limit, or less where less is left. */
export function timeForCall(deadline: Deadline, callLimit: number): number {
  return Math.min(callLimit, Math.ceil(deadline.remaining()));
}

/** DEADLINE_EXCEEDED, with the limit. */
export function deadlineExceeded(limit: number): GraphError {
  return new GraphError(
    'DEADLINE_EXCEEDED',
    {
      en: `The answer was not ready within ${limit} milliseconds. Ask for less at a time, or try again.`,
      vi: `Quá ${limit} mili giây mà chưa có câu trả lời. Hãy hỏi ít hơn mỗi lần hoặc thử lại.`,
    },
    { measure: 'milliseconds', limit, http: { status: 504 } },
  );
}

/** Waits for work until a little after the deadline; rejects with DEADLINE_EXCEEDED where it is not done by then. */
export function withinDeadline<Result>(work: Promise<Result>, deadline: Deadline): Promise<Result> {
  return inTime(work, deadline.remaining() + GRACE, () => deadlineExceeded(deadline.limit));
}
