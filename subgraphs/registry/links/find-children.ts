import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { readChildNumber } from '../../../shared/children/child-number.ts';
import type { Candidate, Decision } from '../matching/decide.ts';
import { reasonCodes } from '../matching/explain.ts';
import { PERSONAL_ID, REGISTER_NUMBER, knownAs, tidied } from '../matching/identifiers.ts';
import { matchRecord } from '../matching/match.ts';
import type { IncomingRecord, KnownAs } from '../matching/record.ts';
import type { RegisterIndex } from '../matching/register-index.ts';
import { findBearers, findKept } from '../queries/register-for-matching.ts';
import type { Tables } from '../tables.ts';
import type { LinkHow } from './link-tables.ts';

/** What was found of a record: a clear link, or those it may be about. */
export interface Finding {
  link: { childNo: number; how: LinkHow } | null;
  candidates: readonly { childNo: number; reasons: string[] }[];
}

/** The children that numbers lead to, as their system and value say. */
export type Bearers = ReadonlyMap<string, number>;

/** The register made ready for matching; asked for where a record needs it. */
export type GetIndex = () => Promise<RegisterIndex>;

/** So many records are matched before others get their turn. */
const RECORDS_A_TURN = 50;

function placeOf({ system, value }: KnownAs): string {
  return `${system} ${value}`;
}

/** The register number that a record states, as its serial; null where it states none. */
function statedNumber({ identifiers }: IncomingRecord): number | null {
  const number = knownAs(identifiers, REGISTER_NUMBER);
  return number === null ? null : readChildNumber(number);
}

/** The child whose register number a record states, or null. */
export function statedChild(record: IncomingRecord, bearers: Bearers): number | null {
  const number = statedNumber(record);
  const value = String(number);
  return bearers.get(placeOf({ system: REGISTER_NUMBER, value })) ?? null;
}

/** Finds whose the identifiers of records are, in two statements. */
export async function findAllBearers(
  db: Kysely<Tables>,
  records: readonly IncomingRecord[],
): Promise<Bearers> {
  const numbers = records.map(statedNumber).filter((number) => number !== null);
  const kept = await findKept(db, numbers);
  const others = records.flatMap(({ identifiers }) =>
    identifiers.filter(({ system }) => system !== REGISTER_NUMBER).map(tidied),
  );
  const bearers = others.length === 0 ? [] : await findBearers(db, others);
  return new Map([
    ...kept.map(({ asked, childNo }): [string, number] => [
      placeOf({ system: REGISTER_NUMBER, value: String(asked) }),
      childNo,
    ]),
    ...bearers.map(({ childNo, ...known }): [string, number] => [placeOf(known), childNo]),
  ]);
}

/** Whether there is nothing to compare: numbers alone, and no second one that every child has. */
function isBare({ identifiers, ...traits }: IncomingRecord): boolean {
  const isCompared = identifiers.length > 1 && knownAs(identifiers, PERSONAL_ID) !== null;
  return !isCompared && Object.values(traits).every((trait) => trait === null);
}

function bearersOf(record: IncomingRecord, bearers: Bearers): number[] {
  const found = record.identifiers
    .filter(({ system }) => system !== REGISTER_NUMBER)
    .map((identifier) => bearers.get(placeOf(tidied(identifier))));
  const all = [statedChild(record, bearers) ?? undefined, ...found];
  return [...new Set(all.filter((childNo) => childNo !== undefined))];
}

function byNumbers(record: IncomingRecord, bearers: Bearers): Finding {
  const found = bearersOf(record, bearers);
  const [childNo] = found;
  const isClear = childNo !== undefined && found.length === 1;
  return {
    link: isClear ? { childNo, how: 'IDENTIFIER' } : null,
    candidates: found.map((each) => ({ childNo: each, reasons: [] })),
  };
}

function withReasons({ childNo, comparison }: Candidate) {
  return { childNo, reasons: reasonCodes(comparison) };
}

function findingOf(decision: Decision): Finding {
  if (decision.outcome === 'LINK') {
    const { link, how } = decision;
    return { link: { childNo: link.childNo, how }, candidates: [withReasons(link)] };
  }
  const candidates = decision.outcome === 'REVIEW' ? decision.candidates.map(withReasons) : [];
  return { link: null, candidates };
}

/** Finds whose records are, in their order. Numbers alone are looked up; for all else the register is made ready. */
export async function findChildren(
  records: readonly IncomingRecord[],
  bearers: Bearers,
  index: GetIndex,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const record of records) {
    if (isBare(record)) findings.push(byNumbers(record, bearers));
    else findings.push(findingOf(matchRecord(record, await index())));
    if (findings.length % RECORDS_A_TURN === 0) await nextTurn();
  }
  return findings;
}
