import { PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import { figures } from '../../../shared/demo-province/figures.ts';
import { addDays } from '../../../shared/time/day.ts';
import { fullNameOf } from '../../../subgraphs/registry/fold-name.ts';
import type { ErrorKind } from './error-kind.ts';
import { identifiersOf } from './world.ts';

const DAYS_WITHOUT_NAME = 400;

/** Records made before the child had a name: those of the youngest. */
export const nameless: readonly ErrorKind[] = [
  {
    name: 'no name yet: "Con bà ..."',
    rate: 0.1,
    apply: (record, { child, random }) => {
      const isYoung = child.dateOfBirth > addDays(PROVINCE_DAY, -DAYS_WITHOUT_NAME);
      if (!isYoung || record.motherName === null) return null;
      const words = random.oneOf(['Con bà', 'CB', 'Bé mẹ', 'Con mẹ'] as const);
      return { ...record, fullName: `${words} ${record.motherName}`, identifiers: [] };
    },
  },
  {
    name: 'no name yet: "chưa đặt tên"',
    rate: 0.08,
    apply: (record, { child, random }) => {
      if (child.dateOfBirth <= addDays(PROVINCE_DAY, -DAYS_WITHOUT_NAME)) return null;
      const words = random.oneOf([
        'Chưa đặt tên',
        'chưa có tên',
        'Bé trai',
        'Trẻ sơ sinh',
        'CĐT',
      ] as const);
      return { ...record, fullName: words, identifiers: [] };
    },
  },
];

/** Somebody else's name or number, or a name of its own. */
export const otherPeople: readonly ErrorKind[] = [
  {
    name: 'named anew: another given name',
    rate: 0.0015,
    apply: (record, { child, random }) => ({
      ...record,
      fullName: fullNameOf({ ...child, givenName: figures.givenName[child.sex](random) }),
    }),
  },
  {
    name: "the mother's family name",
    rate: 0.003,
    apply: (record, { child }) =>
      child.mother === null || child.mother.familyName === child.familyName
        ? null
        : { ...record, fullName: fullNameOf({ ...child, familyName: child.mother.familyName }) },
  },
  {
    name: "the father in the mother's place",
    rate: 0.007,
    apply: (record, { child }) =>
      child.father === null ? null : { ...record, motherName: fullNameOf(child.father) },
  },
  {
    name: 'a grandmother as mother',
    rate: 0.01,
    apply: (record, { random }) => ({
      ...record,
      motherName: fullNameOf({
        familyName: figures.familyName(random),
        middleName: figures.middleName.FEMALE(random),
        givenName: figures.givenName.FEMALE(random),
      }),
    }),
  },
  {
    name: "a brother's or sister's number",
    rate: 0.006,
    apply: (record, { sibling }) => {
      const [identifier] = record.identifiers;
      const theirs = (sibling === null ? [] : identifiersOf(sibling)).find(
        ({ system }) => system === identifier?.system,
      );
      return theirs === undefined ? null : { ...record, identifiers: [theirs] };
    },
  },
];
