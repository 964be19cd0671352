import type { ReadRecord } from './compare.ts';
import { PERSONAL_ID, knownAs, tidied } from './identifiers.ts';
import { readPlaceholder } from './names/placeholder.ts';
import { readNameAnyWay } from './names/read-name.ts';
import type { Word } from './names/word.ts';
import type { IncomingRecord } from './record.ts';
import type { RegisterIndex } from './register-index.ts';

/** A family name, as against a given name that stands first or last, is one that more children than this share bear. */
const FAMILY_NAME_SHARE = 1e-3;

/** Makes a record ready to be compared with the children of a register. */
export function readRecord(record: IncomingRecord, index: RegisterIndex): ReadRecord {
  const identifiers = record.identifiers.map(tidied);
  const isFamilyName = (word: Word) => index.shares.child.family(word.folded) > FAMILY_NAME_SHARE;
  const read = (text: string | null) => readNameAnyWay(text, index.lexicon, isFamilyName);
  const placeholder = record.fullName === null ? null : readPlaceholder(record.fullName);
  const motherName = record.motherName ?? placeholder?.motherName ?? null;
  const isNameless = motherName !== null && readPlaceholder(motherName) !== null;
  return {
    names: placeholder === null ? read(record.fullName) : [],
    mothers: isNameless ? [] : read(motherName),
    birth: { day: record.dateOfBirth, year: record.birthYear },
    sex: record.sex,
    commune: record.commune === null ? null : index.places.communeOf(record.commune),
    identifiers,
    personalId: knownAs(identifiers, PERSONAL_ID),
  };
}
