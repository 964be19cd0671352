import type { Kysely } from 'kysely';
import type { IncomingRecord } from '../matching/record.ts';
import { keepLinks } from '../queries/keep-links.ts';
import type { LinkToKeep } from '../queries/keep-links.ts';
import { findLinksOfRecords, findSealed } from '../queries/links.ts';
import type { RecordLinkRow, Tables } from '../tables.ts';
import { findAllBearers, findChildren, statedChild } from './find-children.ts';
import type { Bearers, Finding, GetIndex } from './find-children.ts';

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
    // A link made by a number alone has nothing more to tell.
    candidates: candidates
      .filter(({ reasons }) => link === null || reasons.length > 0)
      .map((candidate, index) => ({ position: index + 1, ...candidate })),
  };
}

/**
 * What someone decided, and a link once made, stands; what waits, or is new, is matched, and so is a record that the
 * matcher linked and that states another child's number now.
 */
function isOpen(
  record: IncomingRecord,
  known: RecordLinkRow | undefined,
  bearers: Bearers,
): boolean {
  if (known === undefined || known.state === 'REVIEW') return true;
  if (known.state !== 'LINKED' || known.how === 'DECISION') return false;
  const childNo = statedChild(record, bearers);
  return childNo !== null && childNo !== known.childNo;
}

function isNews(known: RecordLinkRow | undefined, { state, childNo }: LinkToKeep['link']): boolean {
  return known?.state !== state || known.childNo !== childNo;
}

/** What became of the records that are open. */
async function matchOpen(
  db: Kysely<Tables>,
  index: GetIndex,
  asker: Asker,
  records: readonly KeyedRecord[],
  known: ReadonlyMap<string, RecordLinkRow>,
): Promise<LinkToKeep[]> {
  const bearers = await findAllBearers(
    db,
    records.map(({ record }) => record),
  );
  const open = records.filter(({ key, record }) => isOpen(record, known.get(key), bearers));
  const found = await findChildren(
    open.map(({ record }) => record),
    bearers,
    index,
  );
  const linked = found.flatMap(({ link }) => (link === null ? [] : [link.childNo]));
  const sealed = await findSealed(db, linked);
  return open.flatMap((keyed, place) => {
    const finding = found[place];
    if (finding === undefined) return [];
    const link = toKeep(keyed, asker, withoutSealed(finding, sealed));
    return [{ ...link, isNews: isNews(known.get(keyed.key), link.link) }];
  });
}

/**
 * Links a department's records, up to 1,000 with different keys at a time, and keeps how it came about, unless it is only
 * `tried`. Answers nothing about a child but its number: records that wait, were rejected or undone, or are a sealed
 * child's look alike.
 */
export async function linkRecords(
  db: Kysely<Tables>,
  index: GetIndex,
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
