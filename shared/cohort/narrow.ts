import type { Grant } from '../access/grant.ts';
import type { Day } from '../time/day.ts';
import type { CohortKeeper } from './cohort-keeper.ts';
import type { Criterion } from './criterion.ts';
import type { Sealing } from './sealing.ts';
import { readSteps, writeSteps } from './steps.ts';
import type { TakeStep } from './steps.ts';

/** A cohort as departments pass it on: the question so far, and the day it is judged on. */
export interface CohortValue {
  steps: unknown;
  asOf: Day;
}

/** A department's part in cohorts. */
export interface Cohorts {
  department: string;
  /** Whose records. */
  database: object;
  keeper: CohortKeeper;
  sealing: Sealing;
}

/** What narrowing needs of a call. */
export interface NarrowingCall {
  grant: Grant;
  cohorts: Cohorts;
}

/**
 * Narrows a cohort by what this department knows, without knowing who is in it: the sealed set of all children who meet
 * the criterion is added to the question. Errors: INVALID_ARGUMENT for a criterion nothing can meet.
 */
export async function narrow<Where>(
  { steps, asOf }: CohortValue,
  criterion: Criterion<Where>,
  where: Where,
  { grant, cohorts }: NarrowingCall,
): Promise<CohortValue> {
  const { department, database, keeper, sealing } = cohorts;
  await keeper.catchUp();
  const countedOnly = !grant.scopes.includes(`${department}:read`);
  const taken = criterion
    .meeting(where, asOf, database)
    .map(async ({ children, not }): Promise<TakeStep> => ({
      take: await sealing.seal({ department, countedOnly, children }),
      not,
    }));
  return { steps: writeSteps([...readSteps(steps), ...(await Promise.all(taken))]), asOf };
}
