import type { Day } from '../../../shared/time/day.ts';
import { blockKey } from './blocks.ts';
import type { PersonName } from './names/read-name.ts';

/** What children are looked up by; any part may be unknown. */
export interface Traits {
  name: PersonName | null;
  mother: PersonName | null;
  day: Day | null;
  year: string | null;
  commune: string | null;
}

function wholeName({ family, personal }: PersonName): string {
  return `${family?.folded ?? ''} ${personal}`;
}

/** The parts of a block's key, all of which must be known. */
type Parts = readonly (string | null | undefined)[];

function keysOf(named: Readonly<Record<string, Parts>>): number[] {
  return Object.entries(named)
    .filter(([, parts]) => parts.every((part) => part !== null && part !== undefined))
    .map(([name, parts]) => blockKey(`${name} ${parts.join('|')}`));
}

/** Small blocks, of children with one birthday or one mother: nearly every record finds its child there. */
export function closeKeys({ name, mother, day, year, commune }: Traits): number[] {
  const wholeMother = mother && wholeName(mother);
  return keysOf({
    givenAndBirth: [name?.given.sounded, day],
    communeAndBirth: [commune, day],
    motherAndBirth: [mother?.given.sounded, day],
    motherAndGiven: [wholeMother, name?.given.sounded],
    motherAndYear: [wholeMother, year],
  });
}

/** Large blocks, of namesakes, for records whose birthday is wrong and that say nothing right of the mother. */
export function wideKeys({ name, day, commune }: Traits): number[] {
  const whole = name && wholeName(name);
  return keysOf({
    nameAndCommune: [whole, commune],
    nameAndMonth: [whole, day?.slice(0, 7)],
    nameAndDate: [whole, day?.slice(5)],
  });
}
