import { GraphError } from '../errors/graph-error.ts';
import type { Day } from '../time/day.ts';

type Asked = Readonly<Record<string, unknown>>;

/** Refuses criteria that ask nothing with INVALID_ARGUMENT. */
export function checkAsks(where: Asked): void {
  const isEmpty = ([, value]: [string, unknown]) =>
    value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  if (Object.entries(where).some((entry) => !isEmpty(entry))) return;
  throw new GraphError('INVALID_ARGUMENT', {
    en: 'where asks nothing. Give one of its fields a value, or leave this step out.',
    vi: 'where không nêu điều kiện nào. Hãy điền ít nhất một trường hoặc bỏ bước lọc này.',
  });
}

/** Refuses a period that ends before it begins with INVALID_ARGUMENT; either end may be left out. */
export function checkPeriod(
  name: string,
  from: Day | null | undefined,
  to: Day | null | undefined,
): void {
  if (!from || !to || from <= to) return;
  throw new GraphError('INVALID_ARGUMENT', {
    en: `${name}From is ${from} and ${name}To ${to}: the period ends before it begins. Exchange or correct them.`,
    vi: `${name}From là ${from} còn ${name}To là ${to}: kỳ kết thúc trước khi bắt đầu. Hãy đổi lại hoặc sửa.`,
  });
}

/** Whether a day lies in a period whose ends count and may be left out, and not after `asOf`. */
export function isWithin(
  day: Day | null,
  from: Day | null | undefined,
  to: Day | null | undefined,
  asOf: Day,
): boolean {
  return day !== null && day <= asOf && (!from || day >= from) && (!to || day <= to);
}
