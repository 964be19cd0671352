import type { ChildSet } from '../../../shared/cohort/child-set.ts';
import { NO_GROUP } from '../../../shared/cohort/kept-judgement.ts';
import { Numbering } from '../../../shared/cohort/numbering.ts';
import type { Day } from '../../../shared/time/day.ts';
import { residences } from '../criteria.ts';
import type { ResidenceFacts } from '../queries/cohort-facts.ts';
import type { Scope } from './scope.ts';

/** The versions of units that stays were recorded in, as the numbers of groups. */
export const homeUnits = new Numbering();

function stayOn(stays: readonly ResidenceFacts[], on: Day): ResidenceFacts | undefined {
  return stays.find(
    ({ startedOn, endedOn }) => startedOn <= on && (endedOn === null || on <= endedOn),
  );
}

/** Where each child lives on a day, as a number of `homeUnits`. */
export function homesOn(on: Day, database: object) {
  return residences.keeperIn(database).groupingOf(`home ${on}`, (stays) => {
    const stay = stayOn(stays, on);
    return stay === undefined ? NO_GROUP : homeUnits.numberOf(stay.unitId);
  });
}

/** The children who live in a scope on a day. */
export function residentsOf({ key, holds }: Scope, on: Day, database: object): ChildSet {
  return homesOn(on, database).childrenOf(key, (number) => {
    const unitId = homeUnits.texts()[number];
    return unitId !== undefined && holds(unitId);
  });
}
