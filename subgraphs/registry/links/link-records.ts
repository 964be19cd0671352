import type { Kysely } from 'kysely';
import type { Candidate, Decision } from '../matching/decide.ts';
import { reasonCodes } from '../matching/explain.ts';
import { matchRecord } from '../matching/match.ts';
import type { IncomingRecord } from '../matching/record.ts';
import type { RegisterIndex } from '../matching/register-index.ts';
import { keepLinks } from '../queries/keep-links.ts';
import type { LinkToKeep } from '../queries/keep-links.ts';
import { findLinksOfRecords, findSealed } from '../queries/links.ts';
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
  candidates: readonly Candidate[];
}

function findingOf(decision: Decision): Finding {
  if (decision.outcome === 'LINK') {
    const { link, how } = decision;
    return { link: { childNo: link.childNo, how }, candidates: [link] };
  }
  return { link: null, candidates: decision.outcome === 'REVIEW' ? decision.candidates : [] };
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
    candidates: candidates.map(({ childNo, comparison }, index) => ({
      position: index + 1,
      childNo,
      reasons: reasonCodes(comparison),
    })),
  };
}

/** What someone decided, and a link once made, stands; only what waits, or is new, is matched. */
function isOpen(known: RecordLinkRow | undefined): boolean {
  return known === undefined || known.state === 'REVIEW';
}

/**
 * Links a department's records, up to 1,000 with different keys at a time, and keeps how it came about. Answers nothing
 * about a child but its number: records that wait, were rejected or undone, or are a sealed child's look alike.
 */
export async function linkRecords(
  db: Kysely<Tables>,
  index: RegisterIndex,
  asker: Asker,
  records: readonly KeyedRecord[],
): Promise<LinkAnswers> {
  const keys = records.map(({ key }) => key);
  const rows = await findLinksOfRecords(db, asker, keys);
  const known = new Map(rows.map((row) => [row.recordKey, row]));
  const found = records
    .filter(({ key }) => isOpen(known.get(key)))
    .map((keyed) => ({ keyed, finding: findingOf(matchRecord(keyed.record, index)) }));
  const linked = found.flatMap(({ finding }) =>
    finding.link === null ? [] : [finding.link.childNo],
  );
  const sealed = await findSealed(db, linked);
  const links = found.map(({ keyed, finding }) => {
    const link = toKeep(keyed, asker, withoutSealed(finding, sealed));
    return { ...link, isNews: known.get(keyed.key)?.state !== link.link.state };
  });
  await keepLinks(db, links, asker.subject);
  const answers = new Map(rows.map((row) => [row.recordKey, row.childNo]));
  for (const { link } of links) answers.set(link.recordKey, link.childNo);
  return answers;
}
