import { parseChildNumber } from '../../shared/children/child-number.ts';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Context } from './loaders.ts';
import type { ChildRow, SealRow } from './tables.ts';

const SHORTEST_REASON = 10;
const LONGEST_REASON = 500;

/** A reason as given, without the blanks around it; throws INVALID_ARGUMENT for one too short or too long. */
function readReason(reason: string): string {
  const text = reason.normalize('NFC').trim();
  if (text.length >= SHORTEST_REASON && text.length <= LONGEST_REASON) return text;
  throw new GraphError('INVALID_ARGUMENT', {
    en: `reason has ${text.length} characters; state the reason in ${SHORTEST_REASON} to ${LONGEST_REASON}.`,
    vi: `reason có ${text.length} ký tự; hãy nêu lý do trong ${SHORTEST_REASON} đến ${LONGEST_REASON} ký tự.`,
  });
}

/** Runs a change on a child in the viewer's name; null, as for an unknown number, where the viewer sees no such child. */
async function changeSeal(
  { id, reason }: { id: string; reason: string },
  { loaders, grant }: Context,
  change: (child: ChildRow, subject: string, reason: string) => Promise<SealRow | null>,
): Promise<SealRow | null> {
  const stated = readReason(reason);
  const child = await loaders.child.load(parseChildNumber(id));
  if (child === null || grant.viewer === null) return null;
  const seal = await change(child, grant.viewer.subject, stated);
  loaders.child.clearAll();
  return seal;
}

/** Seals a child that the viewer sees. */
export function sealChild(
  asked: { id: string; reason: string },
  context: Context,
): Promise<SealRow | null> {
  return changeSeal(asked, context, ({ childNo }, sealedBy, reason) =>
    context.loaders.putSeal({ childNo, sealedBy, reason }),
  );
}

/** Ends the seal of a child that the viewer sees; null where it has none. */
export function unsealChild(
  asked: { id: string; reason: string },
  context: Context,
): Promise<SealRow | null> {
  return changeSeal(asked, context, ({ childNo }, unsealedBy, unsealReason) =>
    context.loaders.endSeal({ childNo, unsealedBy, unsealReason }),
  );
}
