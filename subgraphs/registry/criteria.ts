import { sql } from 'kysely';
import { checkAsks, checkPeriod } from '../../shared/cohort/check-criteria.ts';
import { defineCriterion } from '../../shared/cohort/criterion.ts';
import type { Met } from '../../shared/cohort/criterion.ts';
import { defineTopic } from '../../shared/cohort/topic.ts';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Day } from '../../shared/time/day.ts';
import {
  assistanceFacts,
  childFacts,
  circumstanceFacts,
  residenceFacts,
  sealFacts,
} from './queries/cohort-facts.ts';
import type {
  AssistanceFacts,
  ChildFacts,
  CircumstanceFacts,
  ResidenceFacts,
  SealFacts,
} from './queries/cohort-facts.ts';
import type { RegisterCriteria } from './schema.types.ts';

/** From this age on nobody is a child (Law on Children 2016, article 1). */
export const ADULT_AGE = 16;

export const children = defineTopic<ChildFacts>({
  name: 'child',
  records: childFacts,
  blank: {
    sex: 'MALE',
    dateOfBirth: '',
    dateOfBirthEstimated: false,
    ethnicity: null,
    registrationStatus: 'REGISTERED',
    diedOn: null,
  },
});

export const residences = defineTopic<ResidenceFacts>({
  name: 'residence',
  records: residenceFacts,
  order: sql`started_on`,
  blank: { unitId: '', startedOn: '', endedOn: null },
});

const circumstances = defineTopic<CircumstanceFacts>({
  name: 'special_circumstance',
  records: circumstanceFacts,
  blank: { group: 'ABANDONED', atRisk: false, startedOn: '', endedOn: null },
});

const assistance = defineTopic<AssistanceFacts>({
  name: 'assistance',
  records: assistanceFacts,
  blank: { kind: 'GIFT', givenOn: '', until: null },
});

export const seals = defineTopic<SealFacts>({
  name: 'seal',
  records: sealFacts,
  blank: { inForce: false },
});

/** The records that cohorts are judged by here. */
export const topics = [children, residences, circumstances, assistance, seals];

type Asked<Value> = Value | null | undefined;

function isAsked<Value>(value: Asked<Value>): value is Value {
  return value !== null && value !== undefined;
}

/**
 * Whoever was born on this day or earlier has completed so many years on `asOf`, and nobody else. It is compared only:
 * 29 February of a year that has none stands between its neighbours.
 */
export function lastBirthdayOf(years: number, asOf: Day): Day {
  return `${String(Number(asOf.slice(0, 4)) - years).padStart(4, '0')}${asOf.slice(4)}`;
}

function isChildAskedFor(
  child: ChildFacts,
  where: RegisterCriteria,
  born: { after: Day; from: Day; to: Day },
): boolean {
  const { sex, ethnicity, provisional, dateOfBirthEstimated: estimated } = where;
  return (
    child.dateOfBirth > born.after &&
    child.dateOfBirth >= born.from &&
    child.dateOfBirth <= born.to &&
    (!isAsked(sex) || child.sex === sex) &&
    (!isAsked(ethnicity) || child.ethnicity === ethnicity.normalize('NFC')) &&
    (!isAsked(estimated) || child.dateOfBirthEstimated === estimated) &&
    (!isAsked(provisional) || (child.registrationStatus === 'PROVISIONAL') === provisional)
  );
}

const byChild = defineCriterion(children, (where: RegisterCriteria, asOf: Day) => {
  const { ageFrom, ageUnder, bornFrom, bornTo, sex, ethnicity, provisional } = where;
  const { dateOfBirthEstimated } = where;
  const asked = {
    ...{ ageFrom, ageUnder, bornFrom, bornTo, dateOfBirthEstimated },
    ...{ sex, ethnicity, provisional },
  };
  if (!Object.values(asked).some(isAsked)) return [];
  const notOlder = isAsked(ageFrom) ? lastBirthdayOf(ageFrom, asOf) : asOf;
  const born = {
    after: isAsked(ageUnder) ? lastBirthdayOf(ageUnder, asOf) : '',
    from: bornFrom ?? '',
    to: isAsked(bornTo) && bornTo < notOlder ? bornTo : notOlder,
  };
  return [
    {
      asked,
      not: false,
      holds: (records) => records.some((child) => isChildAskedFor(child, where, born)),
    },
  ];
});

function isOn({ startedOn, endedOn }: CircumstanceFacts, asOf: Day): boolean {
  return startedOn <= asOf && (endedOn === null || asOf <= endedOn);
}

const byCircumstances = defineCriterion(circumstances, (where: RegisterCriteria, asOf: Day) => {
  const { specialCircumstances, atRisk, circumstanceKinds: kinds } = where;
  const isKind = ({ group }: CircumstanceFacts) => !kinds?.length || kinds.includes(group);
  const isOnlyKinds = !isAsked(specialCircumstances) && !isAsked(atRisk) && kinds?.length;
  const condition = (asRisk: boolean, wanted: boolean) => ({
    asked: { asRisk, kinds },
    not: !wanted,
    holds: (records: readonly CircumstanceFacts[]) =>
      records.some((each) => each.atRisk === asRisk && isOn(each, asOf) && isKind(each)),
  });
  return [
    ...(isOnlyKinds ? [condition(false, true)] : []),
    ...(isAsked(specialCircumstances) ? [condition(false, specialCircumstances)] : []),
    ...(isAsked(atRisk) ? [condition(true, atRisk)] : []),
  ];
});

/** Kinds of assistance that go on until they are ended; any other without an end was given once. */
const LASTING: readonly AssistanceFacts['kind'][] = [
  'MONTHLY_ALLOWANCE',
  'SPONSORSHIP',
  'ALTERNATIVE_CARE',
];

function isGivenWithin({ kind, givenOn, until }: AssistanceFacts, from: Asked<Day>, to: Day) {
  const last = until ?? (LASTING.includes(kind) ? null : givenOn);
  return givenOn <= to && (!from || last === null || last >= from);
}

const byAssistance = defineCriterion(assistance, (where: RegisterCriteria, asOf: Day) => {
  const { assisted, assistedFrom, assistedTo } = where;
  if (!isAsked(assisted) && !assistedFrom && !assistedTo) return [];
  const to = assistedTo && assistedTo < asOf ? assistedTo : asOf;
  return [
    {
      asked: { assistedFrom, to },
      not: assisted === false,
      holds: (records) => records.some((each) => isGivenWithin(each, assistedFrom, to)),
    },
  ];
});

function refuseAges(en: string, vi: string): never {
  throw new GraphError('INVALID_ARGUMENT', { en, vi });
}

function checkAges({ ageFrom, ageUnder }: RegisterCriteria): void {
  const isAge = (age: Asked<number>, least: number) =>
    !isAsked(age) || (age >= least && age <= ADULT_AGE);
  if (!isAge(ageFrom, 0) || !isAge(ageUnder, 1))
    refuseAges(
      `Children are under ${ADULT_AGE}: give ageFrom from 0 and ageUnder from 1, neither above ${ADULT_AGE}.`,
      `Trẻ em là người dưới ${ADULT_AGE} tuổi: ageFrom từ 0, ageUnder từ 1, không quá ${ADULT_AGE}.`,
    );
  if (isAsked(ageFrom) && isAsked(ageUnder) && ageUnder <= ageFrom)
    refuseAges(
      `ageUnder is ${ageUnder} and ageFrom ${ageFrom}: no age is both. Raise the one or lower the other.`,
      `ageUnder là ${ageUnder} còn ageFrom là ${ageFrom}: không tuổi nào thỏa cả hai. Hãy sửa lại.`,
    );
}

/** Refuses register criteria that nothing can meet, or that ask nothing, with INVALID_ARGUMENT. */
export function checkRegisterCriteria(where: RegisterCriteria): void {
  checkAsks(where);
  checkAges(where);
  checkPeriod('born', where.bornFrom, where.bornTo);
  checkPeriod('assisted', where.assistedFrom, where.assistedTo);
}

/** Whether the criteria tell of special circumstances or assistance, which not everyone may see of a child. */
export function asksCircumstances(where: RegisterCriteria): boolean {
  const { specialCircumstances, atRisk, circumstanceKinds, assisted, assistedFrom, assistedTo } =
    where;
  const asked = [specialCircumstances, atRisk, assisted, assistedFrom, assistedTo];
  return asked.some(isAsked) || (circumstanceKinds?.length ?? 0) > 0;
}

/** The children that each part of the register's criteria is about. */
export function meetingRegister(where: RegisterCriteria, asOf: Day, database: object): Met[] {
  return [byChild, byCircumstances, byAssistance].flatMap((criterion) =>
    criterion.meeting(where, asOf, database),
  );
}
