import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import { weighted } from '../../../shared/demo-province/weighted.ts';
import type { AbuseInterventionRow, AbuseKind } from '../tables.ts';

const TWO_KINDS_SHARE = 0.15;

/** Who received a report first; estimated shares. */
export const drawChannel = weighted<AbuseInterventionRow['channel']>([
  ['POLICE', 40],
  ['COMMUNE', 22],
  ['HOTLINE_111', 18],
  ['SCHOOL', 8],
  ['HEALTH_FACILITY', 6],
  ['LABOUR_AGENCY', 5],
  ['OTHER', 1],
]);
const kindOfGirl = weighted<AbuseKind>([
  ['SEXUAL_ABUSE', 70],
  ['VIOLENCE', 17],
  ['NEGLECT', 5],
  ['TRAFFICKING', 2],
  ['EXPLOITATION', 2],
  ['ABANDONMENT', 2],
  ['OTHER_HARM', 2],
]);
const kindOfBoy = weighted<AbuseKind>([
  ['VIOLENCE', 55],
  ['SEXUAL_ABUSE', 20],
  ['NEGLECT', 12],
  ['EXPLOITATION', 5],
  ['ABANDONMENT', 3],
  ['TRAFFICKING', 1],
  ['OTHER_HARM', 4],
]);

/**
 * The forms of abuse reported of a child: one, now and then two; estimated from national shares by sex. A fixed case is
 * told as violence.
 */
export function drawKinds({ sex, story }: DemoChild, random: Random): AbuseKind[] {
  if (story !== null) return ['VIOLENCE'];
  const draw = sex === 'FEMALE' ? kindOfGirl : kindOfBoy;
  const count = random.chance(TWO_KINDS_SHARE) ? 2 : 1;
  return [...new Set(Array.from({ length: count }, () => draw(random)))];
}
