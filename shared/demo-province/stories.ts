import type { Day } from '../time/day.ts';
import type { Sex } from './figures.ts';

/** What is fixed of a child whose story is always told; anything left out is drawn like any other child's. */
export interface StoryFacts {
  /** What the case is for. */
  tells: string;
  dateOfBirth: Day;
  sex?: Sex;
  familyName?: string;
  /** Middle and given name. */
  name?: string;
  /** Homes in order: commune and first day; the first begins at birth. */
  homes?: readonly { commune: string; from: Day }[];
  parents?: 'BOTH' | 'MOTHER_ONLY' | 'UNKNOWN';
  /** Days from birth to civil registration; null when never registered. */
  registeredAfterDays?: number | null;
  diedOn?: Day;
  departedOn?: Day;
  /** When harm came to the child, and whether it became a criminal case. */
  harm?: { at: string; criminal: boolean };
  /** The place, counted from 1, of the story whose family is also this child's. */
  siblingOf?: number;
  /** The place of the story under whose number this number's child is kept. */
  sameChildAs?: number;
}

/**
 * The fixed cases, present in every demo province whatever its size or seed. The first is child number 1,
 * and so on: append only, so that a number once printed in a document stays true.
 */
export const stories = {
  KNOWN_TO_ALL: {
    tells: 'every department holds records of this child; the printed curl asks for it',
    dateOfBirth: '2015-03-12',
    sex: 'FEMALE',
    familyName: 'Phạm',
    name: 'Minh Anh',
    homes: [{ commune: '10507', from: '2015-03-12' }],
    registeredAfterDays: 12,
    harm: { at: '2022-05-17T03:20:00Z', criminal: true },
  },
  BIRTH_NEVER_REGISTERED: {
    tells: 'a birth known to the register, never registered',
    dateOfBirth: '2019-06-02',
    registeredAfterDays: null,
  },
  REGISTERED_LATE: {
    tells: 'registered 61 days after birth, one day late',
    dateOfBirth: '2020-02-10',
    registeredAfterDays: 61,
  },
  ABANDONED: {
    tells: 'found abandoned, parents unknown',
    dateOfBirth: '2021-04-30',
    parents: 'UNKNOWN',
    registeredAfterDays: 20,
  },
  FATHER_UNKNOWN: {
    tells: 'registered with the father unknown',
    dateOfBirth: '2018-11-05',
    parents: 'MOTHER_ONLY',
    registeredAfterDays: 30,
  },
  TWIN_FIRST: {
    tells: 'the first of twins',
    dateOfBirth: '2017-09-21',
    sex: 'MALE',
    familyName: 'Nguyễn',
    name: 'Gia Bảo',
    registeredAfterDays: 25,
  },
  TWIN_SECOND: {
    tells: 'the second of twins',
    dateOfBirth: '2017-09-21',
    sex: 'MALE',
    familyName: 'Nguyễn',
    name: 'Gia Huy',
    registeredAfterDays: 25,
    siblingOf: 6,
  },
  SAME_NAME_FIRST: {
    tells: 'one of two unrelated children of the same name and birthday',
    dateOfBirth: '2016-08-08',
    sex: 'FEMALE',
    familyName: 'Nguyễn',
    name: 'Khánh Linh',
    homes: [{ commune: '10510', from: '2016-08-08' }],
  },
  SAME_NAME_SECOND: {
    tells: 'the other of two unrelated children of the same name and birthday',
    dateOfBirth: '2016-08-08',
    sex: 'FEMALE',
    familyName: 'Nguyễn',
    name: 'Khánh Linh',
    homes: [{ commune: '10549', from: '2016-08-08' }],
  },
  CARD_EXPIRED_AT_72_MONTHS: {
    tells: 'a health insurance card that ended with the month of turning 72 months',
    dateOfBirth: '2016-10-15',
    registeredAfterDays: 10,
  },
  ENROLLED_OUTSIDE_COMMUNE: {
    tells: 'attends preschool in another commune than the home',
    dateOfBirth: '2018-03-03',
    homes: [{ commune: '10546', from: '2018-03-03' }],
    registeredAfterDays: 15,
  },
  MOVED_BETWEEN_DISTRICTS: {
    tells: 'moved from one district to another',
    dateOfBirth: '2014-01-20',
    homes: [
      { commune: '10552', from: '2014-01-20' },
      { commune: '10660', from: '2020-09-01' },
    ],
    registeredAfterDays: 8,
  },
  MEASUREMENT_IMPLAUSIBLE: {
    tells: 'a growth measurement that cannot be',
    dateOfBirth: '2020-05-05',
    sex: 'MALE',
    registeredAfterDays: 14,
  },
  OEDEMA: {
    tells: 'measured with oedema of both feet',
    dateOfBirth: '2020-07-07',
    sex: 'FEMALE',
    registeredAfterDays: 14,
  },
  LYING_AT_THREE: {
    tells: 'length taken lying at three years',
    dateOfBirth: '2019-09-15',
    sex: 'MALE',
    registeredAfterDays: 14,
  },
  SEVERAL_CIRCUMSTANCES: {
    tells: 'in several special circumstances at once',
    dateOfBirth: '2011-12-01',
    registeredAfterDays: 40,
  },
  INTERVENTION_IN_TIME: {
    tells: 'emergency measures inside 12 hours',
    dateOfBirth: '2012-02-02',
    registeredAfterDays: 9,
    harm: { at: '2022-03-08T01:00:00Z', criminal: true },
  },
  INTERVENTION_TOO_LATE: {
    tells: 'emergency measures after 12 hours',
    dateOfBirth: '2010-06-18',
    registeredAfterDays: 9,
    harm: { at: '2022-04-28T14:30:00Z', criminal: false },
  },
  INTERVENTION_OPEN: {
    tells: 'an intervention still open',
    dateOfBirth: '2013-10-10',
    registeredAfterDays: 9,
    harm: { at: '2022-12-30T08:15:00Z', criminal: false },
  },
  LEGAL_AID_GIVEN: {
    tells: 'a victim in a criminal case who had legal aid',
    dateOfBirth: '2009-05-25',
    sex: 'FEMALE',
    registeredAfterDays: 21,
    harm: { at: '2021-08-14T10:00:00Z', criminal: true },
  },
  LEGAL_AID_NOT_GIVEN: {
    tells: 'a victim in a criminal case who had none',
    dateOfBirth: '2008-07-11',
    sex: 'FEMALE',
    registeredAfterDays: 21,
    harm: { at: '2022-02-20T10:00:00Z', criminal: true },
  },
  KNOWN_TO_ONE_ONLY: {
    tells: 'known to one department only, through the birth notification',
    dateOfBirth: '2022-09-09',
    registeredAfterDays: null,
  },
  DEAD: { tells: 'died', dateOfBirth: '2016-01-09', registeredAfterDays: 11, diedOn: '2021-07-03' },
  MOVED_AWAY: {
    tells: 'moved out of the province',
    dateOfBirth: '2015-11-23',
    registeredAfterDays: 11,
    departedOn: '2021-02-15',
  },
  KEPT_NUMBER: {
    tells: 'two numbers found to be one child: the one kept',
    dateOfBirth: '2018-12-24',
    sex: 'MALE',
    familyName: 'Vũ',
    name: 'Đức Anh',
    registeredAfterDays: 33,
  },
  RETIRED_NUMBER: {
    tells: 'two numbers found to be one child: the one retired',
    dateOfBirth: '2018-12-24',
    sex: 'MALE',
    familyName: 'Vũ',
    name: 'Đức Anh',
    registeredAfterDays: null,
    siblingOf: 25,
    sameChildAs: 25,
  },
  BORN_BEFORE_30_SEPTEMBER: {
    tells: 'turns 72 months in March and keeps the card until 30 September of that year',
    dateOfBirth: '2017-03-12',
    registeredAfterDays: 7,
  },
  RE_REGISTERED: {
    tells: 'the birth was registered again',
    dateOfBirth: '2013-04-04',
    registeredAfterDays: 18,
  },
} as const satisfies Record<string, StoryFacts>;

/** The name of a fixed case. */
export type Story = keyof typeof stories;
