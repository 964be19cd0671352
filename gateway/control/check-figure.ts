import { GraphError } from '../../shared/errors/graph-error.ts';
import { nearest } from '../../shared/text/nearest.ts';
import type { Plans } from '../plans/read-plans.ts';

/** A figure as it is handed in. */
export interface FigureInput {
  plan: string;
  target: string;
  period: string;
  unit: string;
  numerator: number;
  denominator?: number | null;
  note?: string | null;
}

const LONGEST_NOTE = 500;

function refuse(en: string, vi: string): never {
  throw new GraphError('INVALID_ARGUMENT', { en, vi });
}

function refuseUnknown(name: string, given: string, known: readonly string[]): never {
  const meant = nearest(given, known);
  const guess = meant === null ? '' : ` Did you mean ${meant}?`;
  const guessVi = meant === null ? '' : ` Có phải ${meant}?`;
  return refuse(
    `There is no ${name} "${given.slice(0, 40)}"; there are ${known.join(', ')}.${guess}`,
    `Không có ${name} "${given.slice(0, 40)}"; hiện có ${known.join(', ')}.${guessVi}`,
  );
}

function checkCounts({ numerator, denominator }: FigureInput, isCount: boolean): void {
  if (numerator < 0) refuse('numerator is below 0.', 'numerator nhỏ hơn 0.');
  if (isCount && typeof denominator === 'number')
    refuse(
      'This target is a plain number: leave denominator out.',
      'Chỉ tiêu này là số tuyệt đối: hãy bỏ denominator.',
    );
  if (!isCount && (typeof denominator !== 'number' || denominator <= 0))
    refuse(
      'This target is a rate: give a denominator above 0.',
      'Chỉ tiêu này là tỷ lệ: hãy nhập denominator lớn hơn 0.',
    );
}

/**
 * Checks a figure before it is entered: its target must be one that the graph cannot compute, its unit one of the
 * viewer's own. Throws INVALID_ARGUMENT, naming what there is.
 */
export function checkFigure(input: FigureInput, plans: Plans, units: readonly string[]): void {
  const plan = plans.get(input.plan) ?? refuseUnknown('plan', input.plan, [...plans.keys()]);
  const open = plan.targets.filter(({ notComputable }) => notComputable !== undefined);
  const target =
    open.find(({ id }) => id === input.target) ??
    refuseUnknown(
      'target to be entered by hand',
      input.target,
      open.map(({ id }) => id),
    );
  const periods = plan.periods.map(({ id }) => id);
  if (!periods.some((id) => id === input.period)) refuseUnknown('period', input.period, periods);
  if (!units.includes(input.unit)) refuseUnknown('unit of yours', input.unit, units);
  checkCounts(input, target.unit === 'COUNT');
  if ((input.note ?? '').length > LONGEST_NOTE)
    refuse(
      `note is longer than ${LONGEST_NOTE} characters.`,
      `note dài hơn ${LONGEST_NOTE} ký tự.`,
    );
}
