import type { Day } from '../time/day.ts';
import { addDays } from '../time/day.ts';
import { figures } from './figures.ts';
import type { Sex } from './figures.ts';
import { randomFor } from './random.ts';
import type { Random } from './random.ts';
import { storyOf } from './story-of.ts';
import type { Story } from './stories.ts';

/** The day on which the demo province stands. */
export const PROVINCE_DAY: Day = '2022-12-31';

/** A name in its Vietnamese parts: họ, chữ đệm, tên. */
export interface PersonName {
  familyName: string;
  middleName: string | null;
  givenName: string;
}

export interface DemoParent extends PersonName {
  birthYear: number;
}

/** A stay in a commune (GSO code); `to` is the last day, null while it lasts. */
export interface Home {
  commune: string;
  from: Day;
  to: Day | null;
}

/** The life of one invented child, as far as more than one department hears of it. */
export interface DemoChild extends PersonName {
  childNo: number;
  story: Story | null;
  sex: Sex;
  dateOfBirth: Day;
  mother: DemoParent | null;
  father: DemoParent | null;
  homes: Home[];
  /** Day of civil registration, null when not registered by PROVINCE_DAY. */
  registeredOn: Day | null;
  diedOn: Day | null;
  departedOn: Day | null;
  /** Harm done to the child and reported, and whether it became a criminal case. */
  harm: { at: Date; criminal: boolean } | null;
  /** The number under which this child is kept, when this one is retired. */
  retiredFor: number | null;
}

/** What makes a demo province: equal settings give equal children. */
export interface DemoProvince {
  seed: number;
  children: number;
}

type Facts = NonNullable<ReturnType<typeof storyOf>>['facts'] | undefined;

const UNDER_6_SHARE = 0.2955;
const FROM_6_TO_15_SHARE = 0.69;
const BOYS_SHARE = 114 / 214;

function drawBirth(random: Random): Day {
  const share = random.fraction();
  const years =
    share < UNDER_6_SHARE
      ? [0, 6]
      : share < UNDER_6_SHARE + FROM_6_TO_15_SHARE
        ? [6, 16]
        : [16, 18];
  const [least = 0, most = 0] = years;
  return addDays(
    PROVINCE_DAY,
    -random.between(Math.ceil(least * 365.25), Math.floor(most * 365.25) - 1),
  );
}

function splitName(name: string): { middleName: string | null; givenName: string } {
  const words = name.split(' ');
  const givenName = words.pop() ?? name;
  return { middleName: words.length > 0 ? words.join(' ') : null, givenName };
}

function drawParent(random: Random, sex: Sex, dateOfBirth: Day, familyName?: string): DemoParent {
  return {
    familyName: familyName ?? figures.familyName(random),
    middleName: figures.middleName[sex](random),
    givenName: figures.givenName[sex](random),
    birthYear: Number(dateOfBirth.slice(0, 4)) - random.between(19, 40),
  };
}

function drawFamily(random: Random, dateOfBirth: Day, facts: Facts) {
  const kind = facts?.parents ?? (random.chance(0.025) ? 'MOTHER_ONLY' : 'BOTH');
  const familyName = facts?.familyName ?? figures.familyName(random);
  const mother = drawParent(
    random,
    'FEMALE',
    dateOfBirth,
    kind === 'MOTHER_ONLY' ? familyName : undefined,
  );
  const father = drawParent(random, 'MALE', dateOfBirth, familyName);
  return {
    familyName,
    mother: kind === 'UNKNOWN' ? null : mother,
    father: kind === 'BOTH' ? father : null,
  };
}

const MOVED_SHARE = 0.06;

function drawMoves(random: Random, dateOfBirth: Day): { commune: string; from: Day }[] {
  const first = { commune: figures.commune(random).code, from: dateOfBirth };
  const movedOn = addDays(dateOfBirth, random.between(200, 5_500));
  if (!random.chance(MOVED_SHARE) || movedOn >= PROVINCE_DAY) return [first];
  return [first, { commune: figures.commune(random).code, from: movedOn }];
}

function homesOf(moves: readonly { commune: string; from: Day }[], left: Day | null): Home[] {
  return moves
    .filter((move) => left === null || move.from <= left)
    .map((move, index, kept) => {
      const next = kept[index + 1];
      return { ...move, to: next === undefined ? left : addDays(next.from, -1) };
    });
}

function drawRegistration(
  random: Random,
  dateOfBirth: Day,
  facts: Facts,
  left: Day | null,
): Day | null {
  const never = random.chance(0.003);
  const onTime = random.chance(0.965);
  const drawn = onTime ? Math.floor(61 * random.fraction() ** 2) : random.between(61, 700);
  const days =
    facts?.registeredAfterDays === undefined ? (never ? null : drawn) : facts.registeredAfterDays;
  const day = days === null ? null : addDays(dateOfBirth, days);
  return day !== null && day <= (left ?? PROVINCE_DAY) ? day : null;
}

function drawDeath(random: Random, dateOfBirth: Day): Day | null {
  const infant = random.chance(0.006);
  const later = random.chance(0.001);
  const day = addDays(dateOfBirth, infant ? random.between(0, 364) : random.between(365, 5_800));
  return (infant || later) && day <= PROVINCE_DAY ? day : null;
}

function drawDeparture(random: Random, dateOfBirth: Day): Day | null {
  const day = addDays(dateOfBirth, random.between(90, 5_800));
  return random.chance(0.012) && day < PROVINCE_DAY ? day : null;
}

const HARM_PER_YEAR = (35 * 4) / 491_053;
const HARM_YEARS_TOLD = 3;

function drawHarm(random: Random, dateOfBirth: Day): DemoChild['harm'] {
  const happens = random.chance(HARM_PER_YEAR * HARM_YEARS_TOLD);
  const day = addDays(PROVINCE_DAY, -random.between(1, 365 * HARM_YEARS_TOLD));
  const at = new Date(
    `${day}T${String(random.between(0, 16)).padStart(2, '0')}:${random.between(10, 59)}:00Z`,
  );
  return happens && day > addDays(dateOfBirth, 30) ? { at, criminal: random.chance(0.27) } : null;
}

/** Makes the child of a number; equal seed and number give the same child. */
export function demoChild(seed: number, childNo: number): DemoChild {
  const { story = null, facts } = storyOf(childNo) ?? {};
  const random = randomFor(seed, childNo, 'life');
  const drawnBirth = drawBirth(random);
  const dateOfBirth = facts?.dateOfBirth ?? drawnBirth;
  const sex = facts?.sex ?? (random.chance(BOYS_SHARE) ? 'MALE' : 'FEMALE');
  const family = drawFamily(
    randomFor(seed, facts?.siblingOf ?? childNo, 'family'),
    dateOfBirth,
    facts,
  );
  const moves =
    facts?.homes ?? drawMoves(randomFor(seed, facts?.siblingOf ?? childNo, 'homes'), dateOfBirth);
  const diedOn = story === null ? drawDeath(random, dateOfBirth) : (facts?.diedOn ?? null);
  const departure =
    story === null ? drawDeparture(random, dateOfBirth) : (facts?.departedOn ?? null);
  const departedOn =
    departure !== null && diedOn !== null && departure >= diedOn ? null : departure;
  const drawnHarm = story === null ? drawHarm(random, dateOfBirth) : null;
  const harm =
    facts?.harm === undefined ? drawnHarm : { ...facts.harm, at: new Date(facts.harm.at) };
  return {
    childNo,
    story,
    sex,
    dateOfBirth,
    ...family,
    ...splitName(facts?.name ?? figures.childName[sex](random)),
    homes: homesOf(moves, departedOn ?? diedOn),
    registeredOn: drawRegistration(random, dateOfBirth, facts, departedOn ?? diedOn),
    diedOn,
    departedOn,
    harm,
    retiredFor: facts?.sameChildAs ?? null,
  };
}
