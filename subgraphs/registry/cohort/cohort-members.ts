import type { ChildSet } from '../../../shared/cohort/child-set.ts';
import type { Met } from '../../../shared/cohort/criterion.ts';
import type { CohortValue } from '../../../shared/cohort/narrow.ts';
import type { Sealing } from '../../../shared/cohort/sealing.ts';
import type { Day } from '../../../shared/time/day.ts';
import {
  ADULT_AGE,
  asksCircumstances,
  children,
  lastBirthdayOf,
  meetingRegister,
  residences,
  seals,
} from '../criteria.ts';
import type { Context } from '../loaders.ts';
import type { ResidenceFacts } from '../queries/cohort-facts.ts';
import type { Sight } from '../sight.ts';
import { readRegisterSteps } from './register-steps.ts';
import type { LaterStep, Opening } from './register-steps.ts';
import { scopeOf } from './scope.ts';
import type { Scope } from './scope.ts';

/** Who is in a cohort, which nobody but the register ever learns. */
export interface CohortMembers {
  children: ChildSet;
  scope: Scope;
  /** Whether it was narrowed by something its viewer may only count. */
  countedOnly: boolean;
}

/** The stay that a day lies in. */
export function stayOn(stays: readonly ResidenceFacts[], on: Day): ResidenceFacts | undefined {
  return stays.find(
    ({ startedOn, endedOn }) => startedOn <= on && (endedOn === null || on <= endedOn),
  );
}

function residentsOf({ key, holds }: Scope, asOf: Day, database: object): ChildSet {
  return residences.keeperIn(database).setOf(`resident ${key} ${asOf}`, (stays) => {
    const stay = stayOn(stays, asOf);
    return stay !== undefined && holds(stay.unitId);
  });
}

function livingChildren(asOf: Day, database: object): ChildSet {
  const grownUp = lastBirthdayOf(ADULT_AGE, asOf);
  return children
    .keeperIn(database)
    .setOf(`living ${asOf}`, (records) =>
      records.some(
        ({ dateOfBirth, diedOn }) =>
          dateOfBirth > grownUp && dateOfBirth <= asOf && (diedOn === null || asOf < diedOn),
      ),
    );
}

function applyAll(set: ChildSet, conditions: readonly Met[]): ChildSet {
  return conditions.reduce(
    (left, met) => (met.not ? left.andNot(met.children) : left.and(met.children)),
    set,
  );
}

function withoutSealed(set: ChildSet, { seesSealed }: Sight, database: object): ChildSet {
  if (seesSealed) return set;
  const sealed = seals
    .keeperIn(database)
    .setOf('sealed', (records) => records.some(({ inForce }) => inForce));
  return set.andNot(sealed);
}

/** What a step does with a cohort, once the sealed sets are opened. */
type ReadyStep = { complement: true } | { conditions: Met[]; countedOnly: boolean };

async function readyStep(
  step: LaterStep,
  asOf: Day,
  database: object,
  sealing: Sealing,
): Promise<ReadyStep> {
  if ('complement' in step) return step;
  if ('register' in step)
    return { conditions: meetingRegister(step.register, asOf, database), countedOnly: false };
  const contribution = await sealing.open(step.take);
  if (contribution === null)
    throw new Error('A cohort came back with a set that is not sealed for this register.');
  const { children: taken, countedOnly } = contribution;
  return { conditions: [{ children: taken, not: step.not }], countedOnly };
}

function combine(opened: ChildSet, steps: readonly ReadyStep[]): ChildSet {
  return steps.reduce(
    (left, step) => ('complement' in step ? opened.andNot(left) : applyAll(left, step.conditions)),
    opened,
  );
}

function tellsCircumstances({ where }: Opening, later: readonly LaterStep[]): boolean {
  const asked = later.flatMap((step) => ('register' in step ? [step.register] : []));
  return [...(where === null ? [] : [where]), ...asked].some(asksCircumstances);
}

/**
 * Who is in a cohort: it is opened afresh for the viewer of this call, whatever was carried, then every step is done in
 * order. Null for a viewer who may not look around. Errors: those of `scopeOf`.
 */
export async function membersOf(
  { steps, asOf }: CohortValue,
  { loaders, grant, cohorts }: Context,
): Promise<CohortMembers | null> {
  const { opening, later } = readRegisterSteps(steps);
  const { database, keeper, sealing } = cohorts;
  const sight = await loaders.sight();
  const { territory } = sight;
  if (territory === null) return null;
  const viewer = { territory, units: grant.viewer?.units ?? [] };
  const scope = await scopeOf(loaders, { unit: opening.unit, asOf }, viewer);
  await keeper.catchUp();
  const ready = await Promise.all(later.map((step) => readyStep(step, asOf, database, sealing)));
  const here = residentsOf(scope, asOf, database).and(livingChildren(asOf, database));
  const asked = opening.where === null ? [] : meetingRegister(opening.where, asOf, database);
  const opened = applyAll(withoutSealed(here, sight, database), asked);
  return {
    children: combine(opened, ready),
    scope,
    countedOnly:
      ready.some((step) => 'countedOnly' in step && step.countedOnly) ||
      (tellsCircumstances(opening, later) && !grant.scopes.includes('child:circumstances')),
  };
}
