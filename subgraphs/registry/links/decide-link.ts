import { parseChildNumber } from '../../../shared/children/child-number.ts';
import { GraphError } from '../../../shared/errors/graph-error.ts';
import { checkStatement } from '../../../shared/text/statement.ts';
import type { Context } from '../loaders.ts';
import type { RecordLinkRow } from '../tables.ts';
import type { LinkState } from './link-tables.ts';

/** States in which a record is nobody's, so that someone can decide. */
const UNDECIDED: ReadonlySet<LinkState> = new Set(['REVIEW', 'REJECTED', 'UNDONE']);

function alreadyLinked(): GraphError {
  return new GraphError('INVALID_ARGUMENT', {
    en: 'This record is linked to a child. Undo that link first, stating why.',
    vi: 'Hồ sơ này đã được liên kết với một trẻ. Hãy hủy liên kết đó trước và nêu lý do.',
  });
}

function readLinkId(id: string): number | null {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : null;
}

/** A link that the viewer may look at; one to a child they do not see is as unknown as one that never was. */
async function linkSeen(id: string, { loaders }: Context): Promise<RecordLinkRow | null> {
  const linkId = readLinkId(id);
  const link = linkId === null ? null : await loaders.link(linkId);
  if (link?.childNo == null) return link;
  return (await loaders.child.load(link.childNo)) === null ? null : link;
}

/**
 * Decides that a record is a child's, or with no child that it is none's. Null, and nothing is done, for a link or child
 * that the viewer does not see. Throws INVALID_ARGUMENT for a reason too short or too long, or a record that is linked.
 */
export async function decideLink(
  asked: { id: string; childId?: string | null; reason: string },
  context: Context,
): Promise<RecordLinkRow | null> {
  const { loaders, grant } = context;
  const reason = checkStatement('reason', asked.reason);
  const number = asked.childId == null ? null : parseChildNumber(asked.childId);
  const link = await linkSeen(asked.id, context);
  const child = number === null ? null : await loaders.child.load(number);
  if (link === null || grant.viewer === null || (number !== null && child === null)) return null;
  if (!UNDECIDED.has(link.state)) throw alreadyLinked();
  return loaders.decide(link, {
    state: child === null ? 'REJECTED' : 'LINKED',
    childNo: child?.childNo ?? null,
    how: child === null ? null : 'DECISION',
    decidedBy: grant.viewer.subject,
    reason,
  });
}

/** Undoes a link to a child that the viewer sees; null, and nothing is done, for any other link. */
export async function undoLink(
  asked: { id: string; reason: string },
  context: Context,
): Promise<RecordLinkRow | null> {
  const { loaders, grant } = context;
  const reason = checkStatement('reason', asked.reason);
  const link = await linkSeen(asked.id, context);
  if (link?.childNo == null || grant.viewer === null) return null;
  const decidedBy = grant.viewer.subject;
  return loaders.decide(link, { state: 'UNDONE', childNo: null, how: null, decidedBy, reason });
}
