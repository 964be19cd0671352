import { parseChildNumber } from '../../shared/children/child-number.ts';
import { checkStatement } from '../../shared/text/statement.ts';
import type { ChildSource, Context } from './loaders.ts';
import type { SealRow } from './tables.ts';

/** Runs a change on a child in the viewer's name; null, as for an unknown number, where the viewer sees no such child. */
async function changeSeal(
  { id, reason }: { id: string; reason: string },
  { loaders, grant }: Context,
  change: (child: ChildSource, subject: string, reason: string) => Promise<SealRow | null>,
): Promise<SealRow | null> {
  const stated = checkStatement('reason', reason);
  const child = await loaders.child.load(parseChildNumber(id));
  if (child === null || grant.viewer === null) return null;
  const seal = await change(child, grant.viewer.subject, stated);
  loaders.child.clearAll();
  return seal;
}

/** Seals a child that the viewer sees; one that is sealed is sealed anew, for the reason given now. */
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
