import type { Day } from '../../../shared/time/day.ts';
import type { HealthInsuranceCardRow } from '../tables.ts';

type Validity = Pick<HealthInsuranceCardRow, 'validFrom' | 'validTo' | 'withdrawnOn'>;

/** Whether a card is good on the day, from its first day of validity to its last or to the day it was taken back. */
export function isGoodOn({ validFrom, validTo, withdrawnOn }: Validity, on: Day): boolean {
  const isOver = (validTo !== null && on > validTo) || (withdrawnOn !== null && on > withdrawnOn);
  return on >= validFrom && !isOver;
}

/** Whether some card is good on the day; first and last day, and the day a card was taken back, count. */
export function isInsured(cards: readonly Validity[], on: Day): boolean {
  return cards.some((card) => isGoodOn(card, on));
}
