import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { readChildNumber } from '../../../shared/children/child-number.ts';
import type { Candidate, Decision } from '../matching/decide.ts';
import { reasonCodes } from '../matching/explain.ts';
import { REGISTER_NUMBER, knownAs } from '../matching/identifiers.ts';
import { matchRecord } from '../matching/match.ts';
import type { IncomingRecord } from '../matching/record.ts';
import type { RegisterIndex } from '../matching/register-index.ts';
import { keepLinks } from '../queries/keep-links.ts';
import type { LinkToKeep } from '../queries/keep-links.ts';
import { findLinksOfRecords, findSealed } from '../queries/links.ts';
import { findKept } from '../queries/register-for-matching.ts';
import type { RecordLinkRow, Tables } from '../tables.ts';
import type { LinkHow } from './link-tables.ts';

/** A record to link, under the key by which its department knows it. */
export interface KeyedRecord {
  key: string;
  record: IncomingRecord;
}

/** Whose records they are, of which kind, and who asks. */
export interface Asker {
  department: string;
  recordKind: string;
  /** Subject of the credential that asks. */
  subject: string;
}

/** Register serials by record key; null where no clear link is known, whatever the reason. */
export type LinkAnswers = Map<string, number | null>;

interface Finding {
  link: { childNo: number; how: LinkHow } | null;
  candidates: readonly { childNo: number; reasons: string[] }[];
}

/** What a batch is matched with: the register, made ready when it is needed, and the children that numbers lead to. */
interface Matcher {
  index: () => Promise<RegisterIndex>;
  kept: ReadonlyMap<number, number>;
}

/** So many records are matched before others get their turn. */
const RECORDS_A_TURN = 50;

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

/** The register number that a record states, as its serial; null where it states none. */
function statedNumber({ identifiers }: IncomingRecord): number | null {
  const number = knownAs(identifiers, REGISTER_NUMBER);
  return number === null ? null : readChildNumber(number);
}

/** A record that says nothing else needs no comparison. */
function saysNumberAlone({ identifiers, ...traits }: IncomingRecord): boolean {
  return identifiers.length === 1 && Object.values(traits).every((trait) => trait === null);
}

async function findFor({ record }: KeyedRecord, { index, kept }: Matcher): Promise<Finding> {
  const number = statedNumber(record);
  if (number === null || !saysNumberAlone(record))
    return findingOf(matchRecord(record, await index()));
  const childNo = kept.get(number);
  if (childNo === undefined) return { link: null, candidates: [] };
  return { link: { childNo, how: 'IDENTIFIER' }, candidates: [{ childNo, reasons: [] }] };
}

async function findAll(records: readonly KeyedRecord[], matcher: Matcher) {
  const found: { keyed: KeyedRecord; finding: Finding }[] = [];
  for (const keyed of records) {
    found.push({ keyed, finding: await findFor(keyed, matcher) });
    if (found.length % RECORDS_A_TURN === 0) await nextTurn();
  }
  return found;
}

/** A sealed child's link waits for someone who may see sealed children, like any doubtful one. */
function withoutSealed(finding: Finding, sealed: ReadonlySet<number>): Finding {
  const isSealed = finding.link !== null && sealed.has(finding.link.childNo);
  return isSealed ? { ...finding, link: null } : finding;
}

function toKeep(
  { key, record }: KeyedRecord,
  asker: Asker,
  { link, candidates }: Finding,
): Omit<LinkToKeep, 'isNews'> {
  const { fullName, dateOfBirth, birthYear, sex, commune, motherName } = record;
  return {
    link: {
      department: asker.department,
      recordKind: asker.recordKind,
      recordKey: key,
      state: link === null ? 'REVIEW' : 'LINKED',
      childNo: link?.childNo ?? null,
      how: link?.how ?? null,
      ...{ fullName, dateOfBirth, birthYear, sex, commune, motherName },
    },
    candidates: candidates.map((candidate, index) => ({ position: index + 1, ...candidate })),
  };
}

/**
 * What someone decided, and a link once made, stands; what waits, or is new, is matched, and so is a record that the
 * matcher linked and that states another child's number now.
 */
function isOpen(
  record: IncomingRecord,
  known: RecordLinkRow | undefined,
  kept: Matcher['kept'],
): boolean {
  if (known === undefined || known.state === 'REVIEW') return true;
  if (known.state !== 'LINKED' || known.how === 'DECISION') return false;
  const childNo = kept.get(statedNumber(record) ?? -1);
  return childNo !== undefined && childNo !== known.childNo;
}

function isNews(known: RecordLinkRow | undefined, { state, childNo }: LinkToKeep['link']): boolean {
  return known?.state !== state || known.childNo !== childNo;
}

/** What became of the records that are open. */
async function matchOpen(
  db: Kysely<Tables>,
  index: Matcher['index'],
  asker: Asker,
  records: readonly KeyedRecord[],
  known: ReadonlyMap<string, RecordLinkRow>,
): Promise<LinkToKeep[]> {
  const numbers = records.map(({ record }) => statedNumber(record));
  const leads = await findKept(
    db,
    numbers.filter((number) => number !== null),
  );
  const kept = new Map(leads.map(({ asked, childNo }) => [asked, childNo]));
  const open = records.filter(({ key, record }) => isOpen(record, known.get(key), kept));
  const found = await findAll(open, { index, kept });
  const linked = found.flatMap(({ finding: { link } }) => (link === null ? [] : [link.childNo]));
  const sealed = await findSealed(db, linked);
  return found.map(({ keyed, finding }) => {
    const link = toKeep(keyed, asker, withoutSealed(finding, sealed));
    return { ...link, isNews: isNews(known.get(keyed.key), link.link) };
  });
}

/**
 * Links a department's records, up to 1,000 with different keys at a time, and keeps how it came about, unless it is only
 * `tried`. Answers nothing about a child but its number: records that wait, were rejected or undone, or are a sealed
 * child's look alike.
 */
export async function linkRecords(
  db: Kysely<Tables>,
  index: () => Promise<RegisterIndex>,
  asker: Asker,
  records: readonly KeyedRecord[],
  isTried = false,
): Promise<LinkAnswers> {
  const keys = records.map(({ key }) => key);
  const rows = await findLinksOfRecords(db, asker, keys);
  const known = new Map(rows.map((row) => [row.recordKey, row]));
  const links = await matchOpen(db, index, asker, records, known);
  if (!isTried) await keepLinks(db, links, asker.subject);
  const answers = new Map(rows.map((row) => [row.recordKey, row.childNo]));
  for (const { link } of links) answers.set(link.recordKey, link.childNo);
  return answers;
}
