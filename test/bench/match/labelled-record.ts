import { randomFor } from '../../../shared/demo-province/random.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import { fullNameOf } from '../../../subgraphs/registry/fold-name.ts';
import type { IncomingRecord } from '../../../subgraphs/registry/matching/record.ts';
import { errorKinds } from './errors.ts';
import { identifiersOf, worldChild } from './world.ts';
import type { WorldChild, WorldSettings } from './world.ts';

/** A record, what went wrong with it, and whose it is. */
export interface LabelledRecord {
  record: IncomingRecord;
  /** Names of the error kinds that happened, in order. */
  errors: readonly string[];
  /** Null where the register does not know the child. */
  childNo: number | null;
}

const PERSONAL_ID_SHARE = 0.6;
const HEALTH_CARD_SHARE = 0.25;

/** Departments keep one number, their own or the personal one. */
function oneIdentifier(child: WorldChild, random: Random) {
  const drawn = random.fraction();
  const [personal, card, pupil] = identifiersOf(child);
  if (drawn < PERSONAL_ID_SHARE) return personal;
  return drawn < PERSONAL_ID_SHARE + HEALTH_CARD_SHARE ? card : pupil;
}

function faultlessRecord(child: WorldChild, random: Random): IncomingRecord {
  const identifier = oneIdentifier(child, random);
  return {
    identifiers: identifier === undefined ? [] : [identifier],
    fullName: fullNameOf(child),
    dateOfBirth: child.dateOfBirth,
    birthYear: null,
    sex: child.sex,
    commune: child.homes.at(-1)?.commune ?? null,
    motherName: child.mother === null ? null : fullNameOf(child.mother),
  };
}

/** The record of a number: of a child drawn from the world, spoiled by every error kind at its rate. */
export function labelledRecord(settings: WorldSettings, recordNo: number): LabelledRecord {
  const random = randomFor(settings.seed, recordNo, 'bench record');
  const child = worldChild(settings, random.between(1, settings.children));
  const sibling = child.siblingNo === null ? null : worldChild(settings, child.siblingNo);
  const errors: string[] = [];
  let record = faultlessRecord(child, random);
  for (const { name, rate, apply } of errorKinds) {
    if (!random.chance(rate)) continue;
    const spoiled = apply(record, { child, sibling, random });
    if (spoiled === null) continue;
    record = spoiled;
    errors.push(name);
  }
  return { record, errors, childNo: child.isRegistered ? child.childNo : null };
}
