import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import { socialInsuranceNumber } from '../../../shared/demo-province/identifiers.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import { addDays } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import { underSixCardEnd } from '../insurance/under-six-card-end.ts';
import { healthCentreOf } from './health-centres.ts';
import { lastKnownDay } from './last-known-day.ts';

/** Of the registered children under six; with the births not registered yet about 97 % of all are insured. */
const UNDER_SIX_SHARE = 0.995;
/** Of the children from six on, each year. */
const PUPIL_SHARE = 0.97;
/** Of these, insured with the household and not at school. */
const HOUSEHOLD_SHARE = 0.02;
/** Cards that no child of the register has been linked to yet. */
const UNLINKED_SHARE = 0.0005;
/** Cards that ended earlier are no longer on file. */
const OLDEST_END: Day = '2021-01-01';
/** From this day cards bear the social insurance number alone (Decision 1666/QĐ-BHXH of 2020). */
const NEW_NUMBERS_FROM: Day = '2021-04-01';
const PUPIL_YEARS = [2021, 2022];

const grounds = {
  TE: { beneficiaryCode: 'TE', benefitLevel: 1 },
  HS: { beneficiaryCode: 'HS', benefitLevel: 4 },
  GD: { beneficiaryCode: 'GD', benefitLevel: 4 },
};

type Ground = keyof typeof grounds;

interface CardDays {
  issuedOn: Day;
  validFrom: Day;
  validTo: Day;
}

function cardNumber(childNo: number, ground: Ground, issuedOn: Day): string {
  const number = socialInsuranceNumber(childNo);
  return issuedOn < NEW_NUMBERS_FROM
    ? `${ground}${grounds[ground].benefitLevel}30${number}`
    : number;
}

function withdrawal({ diedOn }: DemoChild, { validTo }: CardDays): Day | null {
  return diedOn !== null && diedOn < validTo ? diedOn : null;
}

function card(child: DemoChild, random: Random, ground: Ground, days: CardDays) {
  const isUnlinked = child.story === null && random.chance(UNLINKED_SHARE);
  return {
    number: cardNumber(child.childNo, ground, days.issuedOn),
    childNo: isUnlinked ? null : child.childNo,
    ...grounds[ground],
    ...days,
    withdrawnOn: withdrawal(child, days),
    primaryCareFacility: healthCentreOf(child.homes, days.issuedOn),
    recordedAt: `${days.issuedOn}T08:00:00Z`,
  };
}

function underSixCards(child: DemoChild, random: Random, validTo: Day) {
  const { registeredOn, dateOfBirth, story } = child;
  if (registeredOn === null || validTo < OLDEST_END) return [];
  const issuedOn = addDays(registeredOn, random.between(0, 10));
  const isIssued = story !== null || random.chance(UNDER_SIX_SHARE);
  if (!isIssued || issuedOn > validTo || issuedOn > lastKnownDay(child)) return [];
  return [card(child, random, 'TE', { issuedOn, validFrom: dateOfBirth, validTo })];
}

function isInsuredAsPupil({ story }: DemoChild, random: Random): boolean {
  if (story === 'CARD_EXPIRED_AT_72_MONTHS') return false;
  return story !== null || random.chance(PUPIL_SHARE);
}

function pupilCard(child: DemoChild, random: Random, year: number, underSixEnd: Day) {
  const [yearBegins, validTo] = [`${year}-01-01`, `${year}-12-31`];
  const validFrom = underSixEnd < yearBegins ? yearBegins : addDays(underSixEnd, 1);
  const isOfAge = validFrom <= validTo && validFrom <= lastKnownDay(child);
  if (!isOfAge || !isInsuredAsPupil(child, random)) return [];
  const issuedOn = addDays(validFrom, -random.between(3, 25));
  const ground = child.story === null && random.chance(HOUSEHOLD_SHARE) ? 'GD' : 'HS';
  return [card(child, random, ground, { issuedOn, validFrom, validTo })];
}

/** The health insurance cards of a child: one until about six years, then one a year, the latest two. */
export function insuranceCards(child: DemoChild, random: Random) {
  const underSixEnd = underSixCardEnd(child.dateOfBirth);
  return [
    ...underSixCards(child, random, underSixEnd),
    ...PUPIL_YEARS.flatMap((year) => pupilCard(child, random, year, underSixEnd)),
  ];
}
