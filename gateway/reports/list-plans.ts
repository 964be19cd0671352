import type { Day } from '../../shared/time/day.ts';
import type { Period, Plan } from '../plans/plan-shape.ts';
import type { Plans } from '../plans/read-plans.ts';
import { FORMATS } from './render.ts';

/** A report that was sent, as far as due dates ask. */
export interface Sent {
  plan: string;
  period: string;
}

function periodOf(plan: Plan, period: Period, today: Day, sent: readonly Sent[]) {
  const isSent = sent.some((each) => each.plan === plan.id && each.period === period.id);
  return {
    ...period,
    isSent,
    due: period.due.map(({ before, duty }) => ({
      before,
      duty,
      isOverdue: !isSent && today >= before,
    })),
    urls: Object.fromEntries(
      FORMATS.map((format) => [format, `/reports/${plan.id}/${period.id}.${format}`]),
    ),
  };
}

/** The plans and their periods: what is due when, and what is overdue today: due, and no report of it sent. */
export function listPlans(plans: Plans, today: Day, sent: readonly Sent[]) {
  return {
    today,
    plans: [...plans.values()].map((plan) => {
      const { id, number, issuedOn, title, province, unit, year, targets, duties } = plan;
      return {
        ...{ id, number, issuedOn, title, province, unit, year },
        targets: targets.length,
        periods: plan.periods.map((period) => periodOf(plan, period, today, sent)),
        duties,
      };
    }),
  };
}
