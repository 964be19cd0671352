import type { Kysely } from 'kysely';
import { manyByKey, oneByKey } from '../../shared/database/by-key.ts';
import { rowsOf } from '../../shared/database/json-columns.ts';
import { createLoader } from '../../shared/database/loader.ts';
import type { CallsOfTurn } from '../../shared/subgraph/define-subgraph.ts';
import type { NotesOfChildren } from './links/notes-of-children.ts';
import { findChildren, findChildrenByIdentifier } from './queries/door.ts';
import type { ChildAtTheDoor } from './queries/door.ts';
import { readOfChildren } from './queries/of-children.ts';
import type { ColumnsOfChildren, ListPart, OfChildren } from './queries/of-children.ts';
import type { Sight } from './sight.ts';
import type { Tables } from './tables.ts';

/** What children are loaded from, and for which calls. */
export interface ChildSources {
  db: Kysely<Tables>;
  call: CallsOfTurn;
  /** Whom the viewer may see. */
  sight: () => Promise<Sight>;
  notes: NotesOfChildren;
}

/** Whatever is asked of children, this is read with them. */
const ALWAYS = ['untold', 'waiting'] as const;

/** A part of what is known of children: read with them where the calls ask for its fields, or else by itself. */
function partOfChildren<Name extends ListPart>(
  { db, call: { fieldsAsked } }: ChildSources,
  name: Name,
  ...fields: readonly `Child.${string}`[]
) {
  const byChild = (childNos: readonly number[], read: Pick<ColumnsOfChildren, Name>) =>
    manyByKey(childNos, rowsOf<OfChildren[Name]>(read[name]), ({ childNo }) => childNo);
  const loader = createLoader(async (childNos: readonly number[]) =>
    byChild(childNos, await readOfChildren(db, childNos, [name])),
  );
  return {
    name,
    loader,
    isAsked: () => fields.some((field) => fieldsAsked.has(field)),
    /** What was read with these children. */
    take: (read: Pick<ColumnsOfChildren, Name>, childNos: readonly number[]) => {
      const rows = byChild(childNos, read);
      for (const [index, childNo] of childNos.entries()) loader.prime(childNo, rows[index] ?? []);
    },
  };
}

function partLoaders(sources: ChildSources) {
  return {
    particulars: partOfChildren(
      sources,
      'particulars',
      'Child.nationality',
      'Child.placeOfOrigin',
      'Child.householdPovertyStatus',
      'Child.registrationStatus',
      'Child.birthNotifiedOn',
      'Child.diedOn',
      'Child.departedOn',
    ),
    formerNumbers: partOfChildren(sources, 'formerNumbers', 'Child.formerIds'),
    guardians: partOfChildren(sources, 'guardians', 'Child.guardians'),
    residences: partOfChildren(
      sources,
      'residences',
      'Child.residenceHistory',
      'Child.residence(on:)',
    ),
    specialCircumstances: partOfChildren(
      sources,
      'specialCircumstances',
      'Child.specialCircumstances',
    ),
    assistance: partOfChildren(sources, 'assistance', 'Child.assistance'),
    identifiers: partOfChildren(
      sources,
      'identifiers',
      'Child.identifiers',
      'Child.personalIdNumber',
    ),
  };
}

/** The door: of the children found, those whom the viewer may see. */
async function seenOf<Found extends ChildAtTheDoor>(
  { sight, notes }: ChildSources,
  found: readonly Found[],
): Promise<Found[]> {
  const { sees } = await sight();
  const seen = found.filter((child) => sees(child));
  notes.show(seen.map(({ childNo }) => childNo));
  return seen;
}

/**
 * A child asked for by its serial is read with what the calls ask of it, by one statement; of a child whom the viewer
 * sees that is kept for whoever asks, of any other it is dropped. Calls of a turn are read for together: what one of them
 * asks is read of the children of all.
 */
export function childLoaders(sources: ChildSources) {
  const { db, call, notes } = sources;
  const today = call.clock.today();
  const parts = partLoaders(sources);

  const child = createLoader(async (childNos: readonly number[]) => {
    const partsAsked = Object.values(parts).filter(({ isAsked }) => isAsked());
    const names = [...ALWAYS, ...partsAsked.map(({ name }) => name)];
    const { children, read } = await findChildren(db, childNos, today, names);
    notes.take(read, childNos);
    const seen = await seenOf(sources, children);
    // Of whom a retired serial leads to, no more was read than the door tells.
    const own = seen.filter((row) => row.asked === row.childNo).map(({ childNo }) => childNo);
    for (const part of partsAsked) part.take(read, own);
    return oneByKey(childNos, seen, (row) => row.asked);
  });

  return {
    child,
    /** By `<system> <value>`. */
    childByIdentifier: createLoader(async (identifiers: readonly string[]) => {
      const found = await findChildrenByIdentifier(db, identifiers, today);
      return oneByKey(identifiers, await seenOf(sources, found), (row) => row.asked);
    }),
    particulars: parts.particulars.loader,
    formerNumbers: parts.formerNumbers.loader,
    guardians: parts.guardians.loader,
    residences: parts.residences.loader,
    specialCircumstances: parts.specialCircumstances.loader,
    assistance: parts.assistance.loader,
    /** All of them, also those that the viewer may not know. */
    everyIdentifier: parts.identifiers.loader,
  };
}
