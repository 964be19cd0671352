import { isDay } from '../../shared/time/day.ts';
import type { Day } from '../../shared/time/day.ts';
import type { Period, Plan } from '../plans/plan-shape.ts';
import type { Plans } from '../plans/read-plans.ts';
import { FORMATS } from './render.ts';
import type { Format } from './render.ts';
import { forbidden, unknown, wrongDay } from './report-refusals.ts';

/** What a path below /reports asks for. */
export type ReportPath =
  | { kind: 'LIST' }
  | { kind: 'SENT_LIST' }
  | { kind: 'SENT'; id: string; format: string }
  | { kind: 'REPORT'; plan: string; period: string; format: string | null };

/** Ids are plain letters, digits and hyphens: whatever is not is none of them, and stays as it was written. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Reads a path; null where nothing is there. */
export function readPath(path: string): ReportPath | null {
  const [, root, first, second, ...more] = path.split('/').map(decoded);
  if (root !== 'reports' || more.length > 0) return null;
  if (first === undefined || first === '') return { kind: 'LIST' };
  if (first === 'sent' && second === undefined) return { kind: 'SENT_LIST' };
  if (second === undefined) return { kind: 'REPORT', plan: first, period: '', format: null };
  const [name = '', format] = second.split('.');
  if (first === 'sent') return { kind: 'SENT', id: name, format: format ?? 'json' };
  return { kind: 'REPORT', plan: first, period: name, format: format ?? null };
}

/** The plan and period of a path. Throws INVALID_ARGUMENT (404) naming those there are. */
export function findPeriod(plans: Plans, plan: string, period: string): [Plan, Period] {
  const found = plans.get(plan);
  if (found === undefined) throw unknown('plan', plan, [...plans.keys()]);
  const within = found.periods.find(({ id }) => id === period);
  if (within === undefined)
    throw unknown(
      'period',
      period,
      found.periods.map(({ id }) => id),
    );
  return [found, within];
}

/** A format by its name. Throws INVALID_ARGUMENT (404) naming those there are. */
export function findFormat(format: string): Format {
  const found = FORMATS.find((known) => known === format);
  if (found === undefined) throw unknown('format', format, FORMATS);
  return found;
}

function latestDay({ cutOff }: Period, today: Day): Day {
  return cutOff < today ? cutOff : today;
}

function checkDay(given: string, { from }: Period, today: Day): Day {
  if (!isDay(given))
    throw wrongDay(
      `asOf "${given.slice(0, 20)}" is no day; write it YYYY-MM-DD.`,
      `asOf "${given.slice(0, 20)}" không phải là một ngày; hãy viết theo dạng YYYY-MM-DD.`,
    );
  if (given > today)
    throw wrongDay(
      `asOf ${given} lies in the future; today is ${today}.`,
      `asOf ${given} ở tương lai; hôm nay là ${today}.`,
    );
  if (given < from)
    throw wrongDay(
      `asOf ${given} comes before the period, which begins on ${from}.`,
      `asOf ${given} trước kỳ báo cáo, bắt đầu từ ${from}.`,
    );
  return given;
}

/**
 * The day as of which to report: the one given, else the cut-off date, or today where that is not reached. Whoever may
 * not see small counts has the cut-off date only: two days close together would give them away. Throws INVALID_DATE
 * (400), UNAUTHORIZED_FIELD (403).
 */
export function reportDay(
  given: string | null,
  period: Period,
  today: Day,
  seesExact: boolean,
): Day {
  const day = checkDay(given ?? latestDay(period, today), period, today);
  if (seesExact || day === period.cutOff) return day;
  throw forbidden(
    `Without exact counts a report is as of its cut-off date only, ${period.cutOff}.`,
    `Không có quyền xem số chính xác thì chỉ có báo cáo tại ngày chốt số liệu ${period.cutOff}.`,
  );
}
