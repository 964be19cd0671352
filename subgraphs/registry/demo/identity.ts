import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import { PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import { figures } from '../../../shared/demo-province/figures.ts';
import {
  birthCertificateNumber,
  personalIdNumber,
  pupilCode,
  socialInsuranceNumber,
} from '../../../shared/demo-province/identifiers.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import { weighted } from '../../../shared/demo-province/weighted.ts';
import { addMonths } from '../../../shared/time/day.ts';
import type { ChildRow } from '../tables.ts';
import type { Circumstance } from './circumstances.ts';

/** Thành phố Chí Linh and Thị xã Kinh Môn, where most who are not Kinh live. */
const MIXED_DISTRICTS = new Set(['290', '292']);
const mixedCommunes = new Set(
  figures.communes.filter(({ district }) => MIXED_DISTRICTS.has(district)).map(({ code }) => code),
);
/** Together 0.4 % of the province (estimate). */
const MINORITY_SHARE = { mixed: 0.016, elsewhere: 0.0006 };
const minorities = weighted<string>([
  ['Sán Dìu', 40],
  ['Tày', 15],
  ['Nùng', 12],
  ['Hoa', 12],
  ['Mường', 10],
  ['Thái', 6],
  ['Dao', 5],
]);

/** Poor and near-poor households (estimate). */
const POOR_SHARE = 0.019;
const NEAR_POOR_SHARE = 0.026;
const MONTHS_TO_PRESCHOOL = 36;

/** The child's ethnic group; blank where the parents are unknown. */
export function drawEthnicity(child: DemoChild, random: Random): string | null {
  const isMixed = mixedCommunes.has(child.homes[0]?.commune ?? '');
  const minority = random.chance(isMixed ? MINORITY_SHARE.mixed : MINORITY_SHARE.elsewhere)
    ? minorities(random)
    : null;
  if (child.mother === null && child.father === null) return null;
  return child.story === null && minority !== null ? minority : 'Kinh';
}

/** What the yearly review found; illness counts as a special circumstance only in a poor or near-poor household. */
export function drawPovertyStatus(
  random: Random,
  circumstances: readonly Circumstance[],
): ChildRow['householdPovertyStatus'] {
  const drawn = random.fraction();
  const mustBePoor = circumstances.some(
    ({ group, atRisk }) => group === 'SERIOUS_ILLNESS_POOR' && !atRisk,
  );
  if (mustBePoor) return drawn < 0.5 ? 'POOR' : 'NEAR_POOR';
  if (drawn < POOR_SHARE) return 'POOR';
  return drawn < POOR_SHARE + NEAR_POOR_SHARE ? 'NEAR_POOR' : 'NOT_POOR';
}

/** What the child is known by elsewhere; nothing before the birth is registered. */
export function identifiers({
  childNo,
  sex,
  dateOfBirth,
  registeredOn,
  departedOn,
  diedOn,
}: DemoChild) {
  if (registeredOn === null) return [];
  const lastDay = departedOn ?? diedOn ?? PROVINCE_DAY;
  const isPupil = addMonths(dateOfBirth, MONTHS_TO_PRESCHOOL) <= lastDay;
  return [
    { system: 'PERSONAL_ID', value: personalIdNumber({ childNo, sex, dateOfBirth }), childNo },
    { system: 'BIRTH_CERTIFICATE', value: birthCertificateNumber(childNo, registeredOn), childNo },
    { system: 'HEALTH_INSURANCE_CARD', value: socialInsuranceNumber(childNo), childNo },
    ...(isPupil ? [{ system: 'PUPIL_CODE', value: pupilCode(childNo), childNo }] : []),
  ];
}
