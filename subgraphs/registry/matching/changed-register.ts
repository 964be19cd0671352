import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { REGISTER_NUMBER } from './identifiers.ts';
import { createIndexBuilder } from './register-index.ts';
import type { RegisterIndex } from './register-index.ts';
import type { RegisterChild } from './record.ts';

/** The places of the children whom numbers lead to. */
function placesOf(index: RegisterIndex, childNos: Iterable<number>): Set<number> {
  const places = [...childNos].map((childNo) =>
    index.bearer(REGISTER_NUMBER, formatChildNumber(childNo)),
  );
  return new Set(places.filter((place) => place !== undefined));
}

/**
 * A register some of whose children have changed since it was made ready: `changed` are the numbers written since, `now`
 * the children they lead to, as they are now. How common names and birthdays are stays as it was counted.
 */
export function withChanges(
  index: RegisterIndex,
  changed: Iterable<number>,
  now: readonly RegisterChild[],
): RegisterIndex {
  const builder = createIndexBuilder(index.places);
  for (const child of now) builder.add(child);
  const fresh = builder.build();
  const gone = placesOf(index, [...changed, ...now.map(({ childNo }) => childNo)]);
  const first = index.size;
  return {
    ...index,
    size: first + fresh.size,
    entry: (place) => (place < first ? index.entry(place) : fresh.entry(place - first)),
    blocks: {
      find: (key, most, found) => {
        const [before, since] = [new Set<number>(), new Set<number>()];
        index.blocks.find(key, most, before);
        fresh.blocks.find(key, most, since);
        for (const place of before) if (!gone.has(place)) found.add(place);
        for (const place of since) found.add(first + place);
      },
    },
    bearer: (system, value) => {
      const since = fresh.bearer(system, value);
      if (since !== undefined) return first + since;
      const before = index.bearer(system, value);
      return before === undefined || gone.has(before) ? undefined : before;
    },
  };
}
