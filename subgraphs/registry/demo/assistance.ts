import { PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import { addDays } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import type { AssistanceRow } from '../tables.ts';
import type { Circumstance } from './circumstances.ts';
import { communeOn } from './homes.ts';

const FUND = 'Quỹ Bảo trợ trẻ em tỉnh Hải Dương';
const CENTRE = 'Trung tâm Công tác xã hội tỉnh Hải Dương';
/** Of children in special circumstances, and at risk; targets of the plans are 90 to 100 %. */
const ASSISTED_SHARE = 0.95;
const AT_RISK_ASSISTED_SHARE = 0.9;
/** 2,817 with the allowance and 1,304 with a sponsor, of 4,222 (Báo Hải Dương, 1/9/2024). */
const ALLOWANCE_SHARE = 2_817 / 4_222 / ASSISTED_SHARE;
const SPONSORED_SHARE = 1_304 / 4_222 / ASSISTED_SHARE;
const DAYS_TO_ASSISTANCE = 120;

interface Given {
  kind: AssistanceRow['kind'];
  provider: string;
  givenOn: Day;
  until: Day | null;
}

function committeeOf({ homes }: DemoChild, day: Day): string {
  const home = homes.findLast(({ from }) => from <= day) ?? homes[0];
  return home === undefined ? CENTRE : `Ủy ban nhân dân ${communeOn(home.commune, day).name}`;
}

function forCircumstance(
  child: DemoChild,
  random: Random,
  { group, startedOn, endedOn }: Circumstance,
  givenOn: Day,
): Given[] {
  const committee = committeeOf(child, givenOn);
  const isHarmed = group === 'SEXUALLY_ABUSED' || group === 'SEVERE_HARM_BY_VIOLENCE';
  if (isHarmed) return [{ kind: 'COUNSELLING', provider: CENTRE, givenOn, until: endedOn }];
  const first: Given = random.chance(ALLOWANCE_SHARE)
    ? { kind: 'MONTHLY_ALLOWANCE', provider: committee, givenOn, until: endedOn }
    : {
        kind: group === 'DISABLED' ? 'HEALTH_CARE' : 'GIFT',
        provider: committee,
        givenOn,
        until: null,
      };
  const care: Given[] =
    group === 'ABANDONED'
      ? [{ kind: 'ALTERNATIVE_CARE', provider: CENTRE, givenOn: startedOn, until: endedOn }]
      : [];
  const sponsored: Given[] = random.chance(SPONSORED_SHARE)
    ? [{ kind: 'SPONSORSHIP', provider: FUND, givenOn, until: endedOn }]
    : [];
  return [first, ...care, ...sponsored];
}

function forRisk(child: DemoChild, random: Random, givenOn: Day): Given[] {
  const kind = random.oneOf(['GIFT', 'GIFT', 'EDUCATION', 'HEALTH_CARE'] as const);
  return [{ kind, provider: committeeOf(child, givenOn), givenOn, until: null }];
}

/** What was given for a circumstance, or the risk of one, while it lasted. */
export function drawAssistance(
  child: DemoChild,
  random: Random,
  circumstance: Circumstance,
): Given[] {
  const { atRisk, startedOn, endedOn } = circumstance;
  const latest = endedOn ?? PROVINCE_DAY;
  const meant = addDays(startedOn, random.between(0, DAYS_TO_ASSISTANCE));
  const isAssisted =
    child.story !== null || random.chance(atRisk ? AT_RISK_ASSISTED_SHARE : ASSISTED_SHARE);
  if (!isAssisted) return [];
  const givenOn = meant <= latest ? meant : latest;
  return atRisk
    ? forRisk(child, random, givenOn)
    : forCircumstance(child, random, circumstance, givenOn);
}
