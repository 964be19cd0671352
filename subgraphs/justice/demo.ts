import type { DemoChild, DemoParent } from '../../shared/demo-province/demo-child.ts';
import { PROVINCE_DAY } from '../../shared/demo-province/demo-child.ts';
import type { Demo } from '../../shared/demo-province/demo.ts';
import { birthCertificateNumber } from '../../shared/demo-province/identifiers.ts';
import type { Random } from '../../shared/demo-province/random.ts';
import { addDays } from '../../shared/time/day.ts';
import type { Day } from '../../shared/time/day.ts';
import type { LegalAidCaseRow, Tables } from './tables.ts';

const PROVIDER = 'Trung tâm Trợ giúp pháp lý nhà nước tỉnh Hải Dương';
/** Of child victims in criminal cases; 100 % is the plan's target, so the demo misses it. */
const AIDED_SHARE = 0.9;
/** About 120 legal aid cases a year among 491,053 children (estimate), victims apart. */
const OTHER_AID_SHARE = (120 * 3) / 491_053;
/** Entries that no child of the register has been linked to yet. */
const UNLINKED_SHARE = 0.0005;

function fullName(parent: DemoParent | null): string | null {
  return parent === null
    ? null
    : [parent.familyName, parent.middleName, parent.givenName].filter(Boolean).join(' ');
}

function kindOf(child: DemoChild) {
  if (child.story === 'RE_REGISTERED') return 'RE_REGISTRATION';
  if (child.mother === null && child.father === null) return 'ABANDONED';
  return child.father === null ? 'FATHER_UNKNOWN' : 'ORDINARY';
}

function birthRegistration(child: DemoChild, random: Random) {
  const { childNo, dateOfBirth, registeredOn } = child;
  if (registeredOn === null) return [];
  return [
    {
      number: birthCertificateNumber(childNo, registeredOn),
      childNo: child.story === null && random.chance(UNLINKED_SHARE) ? null : childNo,
      dateOfBirth,
      registeredOn,
      registeredAtCode: child.homes[0]?.commune ?? '',
      kind: kindOf(child),
      reRegisteredOn: child.story === 'RE_REGISTERED' ? '2021-03-15' : null,
      motherName: fullName(child.mother),
      fatherName: fullName(child.father),
      recordedAt: `${registeredOn}T08:00:00Z`,
    },
  ];
}

/** The day, unless the child was dead or gone by then, or the province stands earlier. */
function onRecord({ diedOn, departedOn }: DemoChild, day: Day): Day | null {
  return day <= (departedOn ?? diedOn ?? PROVINCE_DAY) && day <= PROVINCE_DAY ? day : null;
}

function legalAidCase(
  child: DemoChild,
  random: Random,
  facts: Pick<LegalAidCaseRow, 'role' | 'form' | 'field' | 'requestedOn'>,
) {
  const acceptedOn = onRecord(child, addDays(facts.requestedOn, random.between(0, 2)));
  const givenOn =
    acceptedOn === null ? null : onRecord(child, addDays(acceptedOn, random.between(0, 10)));
  const closedOn =
    givenOn === null ? null : onRecord(child, addDays(givenOn, random.between(20, 200)));
  return {
    ...facts,
    id: `TGPL-${facts.requestedOn.slice(0, 4)}-${child.childNo}-${facts.field}`,
    childNo: child.childNo,
    acceptedOn,
    givenOn,
    closedOn,
    provider: PROVIDER,
    recordedAt: `${facts.requestedOn}T09:00:00Z`,
  };
}

function isAided(child: DemoChild, random: Random): boolean {
  if (child.story === 'LEGAL_AID_NOT_GIVEN') return false;
  return child.story === null ? random.chance(AIDED_SHARE) : true;
}

function aidAfterHarm(child: DemoChild, random: Random) {
  if (child.harm?.criminal !== true || !isAided(child, random)) return [];
  const requestedOn = onRecord(
    child,
    addDays(child.harm.at.toISOString().slice(0, 10), random.between(1, 20)),
  );
  if (requestedOn === null) return [];
  return [
    legalAidCase(child, random, {
      role: 'VICTIM',
      form: 'LITIGATION',
      field: 'CRIMINAL',
      requestedOn,
    }),
  ];
}

function otherAid(child: DemoChild, random: Random) {
  const requestedOn = onRecord(child, addDays(PROVINCE_DAY, -random.between(0, 1_000)));
  if (!random.chance(OTHER_AID_SHARE) || child.story !== null) return [];
  if (requestedOn === null || requestedOn < child.dateOfBirth) return [];
  const form = random.oneOf([
    'CONSULTATION',
    'CONSULTATION',
    'OUT_OF_COURT_REPRESENTATION',
  ] as const);
  const field = random.oneOf(['CIVIL', 'FAMILY', 'ADMINISTRATIVE', 'OTHER'] as const);
  return [legalAidCase(child, random, { role: 'PARTY', form, field, requestedOn })];
}

/** What Justice knows of the demo province's children. */
export const demo: Demo<Tables> = {
  columns: {
    birthRegistration: [
      'number',
      'childNo',
      'dateOfBirth',
      'registeredOn',
      'registeredAtCode',
      'kind',
      'reRegisteredOn',
      'motherName',
      'fatherName',
      'recordedAt',
    ],
    legalAidCase: [
      'id',
      'childNo',
      'role',
      'form',
      'field',
      'requestedOn',
      'acceptedOn',
      'givenOn',
      'closedOn',
      'provider',
      'recordedAt',
    ],
  },
  rowsOf: (child, random) => ({
    birthRegistration: birthRegistration(child, random),
    legalAidCase: [...aidAfterHarm(child, random), ...otherAid(child, random)],
  }),
};
