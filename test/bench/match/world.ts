import { demoChild } from '../../../shared/demo-province/demo-child.ts';
import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import { figures } from '../../../shared/demo-province/figures.ts';
import {
  personalIdNumber,
  pupilCode,
  socialInsuranceNumber,
} from '../../../shared/demo-province/identifiers.ts';
import { randomFor } from '../../../shared/demo-province/random.ts';
import { fullNameOf } from '../../../subgraphs/registry/fold-name.ts';
import type { RegisterChild } from '../../../subgraphs/registry/matching/record.ts';
import type { Places } from '../../../subgraphs/registry/matching/register-index.ts';

/** What makes a world of children; equal settings give equal worlds. */
export interface WorldSettings {
  seed: number;
  /** Children of the register and those it does not know, together. */
  children: number;
  /**
   * The share of children whose middle and given name are drawn from the figures for adults, 76,000 pairs, and not from
   * the demo province's 100.
   */
  rareNames: number;
}

/** Of a hundred children two to three are twins; a third have a brother or sister before them. */
const SHARES = { twin: 0.012, sibling: 0.3, twinsNamedAlike: 0.5, unknownToRegister: 0.04 };

const NUMBERS_OF_PROVINCE = 1_000_000;

/** A child of the world, and whether the register knows it. */
export interface WorldChild extends DemoChild {
  isRegistered: boolean;
  /** The number of the brother or sister before, of whom this is a twin or not. */
  siblingNo: number | null;
}

function drawName(settings: WorldSettings, child: DemoChild) {
  const random = randomFor(settings.seed, child.childNo, 'bench name');
  if (!random.chance(settings.rareNames)) return {};
  return {
    middleName: figures.middleName[child.sex](random),
    givenName: figures.givenName[child.sex](random),
  };
}

function ofFamily(
  child: WorldChild,
  sibling: WorldChild,
  isTwin: boolean,
  alike: boolean,
): WorldChild {
  const { familyName, mother, father, homes, dateOfBirth } = sibling;
  const family = { familyName, mother, father, homes, siblingNo: sibling.childNo };
  if (!isTwin) return { ...child, ...family };
  const middleName = alike ? sibling.middleName : child.middleName;
  return { ...child, ...family, middleName, dateOfBirth };
}

/** The child of a number: the demo province's, with brothers, sisters and twins, which that has few of. */
export function worldChild(settings: WorldSettings, childNo: number): WorldChild {
  const random = randomFor(settings.seed, childNo, 'bench family');
  const drawn = demoChild(settings.seed, childNo);
  const child = {
    ...drawn,
    ...(drawn.story === null ? drawName(settings, drawn) : {}),
    isRegistered: drawn.retiredFor === null && !random.chance(SHARES.unknownToRegister),
    siblingNo: null,
  };
  const isTwin = random.chance(SHARES.twin);
  const isSibling = random.chance(SHARES.sibling);
  const isAlike = random.chance(SHARES.twinsNamedAlike);
  if (childNo === 1 || drawn.story !== null || !(isTwin || isSibling)) return child;
  const sibling = worldChild(settings, childNo - 1);
  const bearsAnother = child.givenName !== sibling.givenName;
  return ofFamily(child, sibling, isTwin && bearsAnother, isAlike);
}

/** The demo province's numbers are its own up to a million; further children were registered in Hải Phòng, 031. */
function personalId(child: WorldChild): string {
  const number = personalIdNumber(child);
  return child.childNo < NUMBERS_OF_PROVINCE ? number : `031${number.slice(3)}`;
}

/** The identifiers of a child whose birth is registered. */
export function identifiersOf(child: WorldChild) {
  const { childNo, registeredOn } = child;
  if (registeredOn === null) return [];
  return [
    { system: 'PERSONAL_ID', value: personalId(child) },
    { system: 'HEALTH_INSURANCE_CARD', value: socialInsuranceNumber(childNo) },
    { system: 'PUPIL_CODE', value: pupilCode(childNo) },
  ];
}

/** A child as the register has it. */
export function registered(child: WorldChild): RegisterChild {
  return {
    childNo: child.childNo,
    identifiers: identifiersOf(child),
    fullName: fullNameOf(child),
    dateOfBirth: child.dateOfBirth,
    sex: child.sex,
    communes: child.homes.map(({ commune }) => commune).reverse(),
    motherName: child.mother === null ? null : fullNameOf(child.mother),
  };
}

const districts = new Map(figures.communes.map(({ code, district }) => [code, district]));

/** The district of a commune; null where there is none. */
export function districtOf(commune: string): string | null {
  return districts.get(commune) ?? null;
}

/** The communes, as the matcher asks for them; records name them by code. */
export const places: Places = { communeOf: (code) => code, districtOf };
