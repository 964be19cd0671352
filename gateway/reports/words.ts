import type { Verdict } from '../plans/judge.ts';
import type { Target, Unit } from '../plans/plan-shape.ts';
import type { Day } from '../../shared/time/day.ts';
import type { RowLevel } from './count-indicator.ts';

/** The words of a report in the office's language. */
export const VERDICTS: Readonly<Record<Verdict, string>> = {
  MET: 'Đạt',
  NOT_MET: 'Chưa đạt',
  NO_CASES: 'Không phát sinh',
  SUPPRESSED: 'Không công bố (số nhỏ)',
  NOT_AVAILABLE: 'Không có số liệu',
  NOT_COMPUTABLE: 'Không tính được từ hệ thống',
};

export const UNITS: Readonly<Record<Unit, string>> = {
  PERCENT: '%',
  PER_100000: 'trên 100.000 trẻ em',
  COUNT: 'trẻ em',
};

export const LEVELS: Readonly<Record<RowLevel, string>> = {
  DISTRICT: 'Cấp huyện',
  COMMUNE: 'Cấp xã',
};

const COMPARATORS: Readonly<Record<Target['comparator'], string>> = {
  '>': 'trên',
  '>=': 'từ',
  '<=': 'không quá',
  '=': 'đúng',
  '<': 'dưới',
  '< baseline': 'giảm so với cùng kỳ năm trước',
  '> baseline': 'tăng so với cùng kỳ năm trước',
};

/** A plan's aim in words, such as "từ 95 %". */
export function aimInWords({
  comparator,
  target,
  unit,
}: {
  comparator: Target['comparator'];
  target: string | null;
  unit: Unit;
}): string {
  if (target === null) return COMPARATORS[comparator];
  return `${COMPARATORS[comparator]} ${target.replace('.', ',')} ${UNITS[unit]}`;
}

/** A day as it is written in Việt Nam: 31/12/2022. */
export function dayInWords(day: Day): string {
  return day.split('-').reverse().join('/');
}
