import type { CohortValue } from '../../../shared/cohort/narrow.ts';
import { readSteps, writeSteps } from '../../../shared/cohort/steps.ts';
import { GraphError } from '../../../shared/errors/graph-error.ts';
import type { Day } from '../../../shared/time/day.ts';
import { checkRegisterCriteria } from '../criteria.ts';
import type { Context } from '../loaders.ts';
import type { RegisterCriteria } from '../schema.types.ts';
import { scopeOf } from './scope.ts';

/** What a client opens a cohort by. */
export interface CohortArguments {
  unit?: string | null;
  asOf?: Day | null;
  where?: RegisterCriteria | null;
}

function checkNotLater(asOf: Day, today: Day): void {
  if (asOf <= today) return;
  throw new GraphError('INVALID_DATE', {
    en: `asOf is ${asOf}, which is after today (${today}). Ask for today or a day before.`,
    vi: `asOf là ${asOf}, sau hôm nay (${today}). Hãy hỏi hôm nay hoặc một ngày trước đó.`,
  });
}

/**
 * Opens a cohort: the question is written down, nobody is looked up yet. Null for a viewer who may not look around.
 * Errors: INVALID_DATE for a day to come, UNKNOWN_UNIT, INVALID_ARGUMENT.
 */
export async function openCohort(
  { unit = null, asOf, where = null }: CohortArguments,
  { loaders, grant, clock }: Context,
): Promise<CohortValue | null> {
  const today = clock.today();
  const day = asOf ?? today;
  checkNotLater(day, today);
  if (where !== null) checkRegisterCriteria(where);
  const { territory } = await loaders.sight();
  if (territory === null) return null;
  const viewer = { territory, units: grant.viewer?.units ?? [] };
  await scopeOf(loaders, { unit, asOf: day }, viewer);
  return { steps: writeSteps([{ open: { unit, where } }]), asOf: day };
}

/** Narrows a cohort by the register's own criteria. Errors: INVALID_ARGUMENT. */
export function narrowByRegister(
  { steps, asOf }: CohortValue,
  where: RegisterCriteria,
): CohortValue {
  checkRegisterCriteria(where);
  return { steps: writeSteps([...readSteps(steps), { register: where }]), asOf };
}

/** The children of the cohort as it was opened who are not in it any more. */
export function complementOf({ steps, asOf }: CohortValue): CohortValue {
  return { steps: writeSteps([...readSteps(steps), { complement: true }]), asOf };
}
