import type { Message } from '../../../shared/errors/graph-error.ts';
import type { Comparison, HomeLikeness, TraitLikeness } from './compare.ts';
import type { BirthLikeness } from './compare-births.ts';
import type { Doubt } from './contradictions.ts';
import type { MiddleLikeness, PartLikeness } from './names/compare-names.ts';

/** Something that speaks for a candidate, or against; never a value of the child's. */
export interface Reason extends Message {
  /** Stable, such as BIRTH_SWAPPED. */
  code: string;
}

const doubts: Readonly<Record<Doubt, Message>> = {
  GIVEN_NAME_DIFFERS: {
    en: 'The given name differs: it may be a brother or sister.',
    vi: 'Tên khác nhau: có thể là anh, chị hoặc em.',
  },
  GIVEN_NAME_OF_ANOTHER: {
    en: 'The given name differs by little, but other children bear it: it may be a twin.',
    vi: 'Tên chỉ khác chút ít nhưng là tên có thật của trẻ khác: có thể là trẻ sinh đôi.',
  },
  BIRTH_DIFFERS: { en: 'The date of birth differs.', vi: 'Ngày sinh khác nhau.' },
  PERSONAL_ID_DIFFERS: {
    en: 'The personal identification number is not the one on record.',
    vi: 'Số định danh cá nhân không khớp với số đã ghi nhận.',
  },
  NAME_SAYS_TOO_LITTLE: {
    en: 'There is no name to go by, and the birthday is not the same.',
    vi: 'Không có tên để đối chiếu và ngày sinh không trùng.',
  },
  IDENTIFIERS_OF_SEVERAL: {
    en: 'The identifiers belong to several children.',
    vi: 'Các mã định danh thuộc về nhiều trẻ khác nhau.',
  },
  ANOTHER_IS_NEARER: {
    en: 'Name, birth and home fit another child better than the one with this identifier.',
    vi: 'Họ tên, ngày sinh và nơi ở khớp với trẻ khác hơn là trẻ có mã định danh này.',
  },
  SEVERAL_ALIKE: {
    en: 'Several children fit about equally well.',
    vi: 'Có nhiều trẻ khớp gần như nhau.',
  },
  TOO_LITTLE: {
    en: 'What agrees could be chance.',
    vi: 'Những điểm trùng khớp có thể chỉ là ngẫu nhiên.',
  },
};

const parts: Readonly<Record<PartLikeness, Message>> = {
  EXACT: { en: 'agrees', vi: 'khớp' },
  UNMARKED: { en: 'agrees but for marks left out', vi: 'khớp, chỉ thiếu dấu' },
  REMARKED: { en: 'agrees but for its marks', vi: 'khớp chữ nhưng khác dấu' },
  RESPELLED: { en: 'agrees in another spelling', vi: 'khớp, viết theo cách khác' },
  MISTYPED: { en: 'differs by a letter or a sound', vi: 'khác một chữ hoặc một âm' },
  INITIAL: { en: 'agrees in its first letters', vi: 'khớp chữ cái đầu' },
  DIFFERENT: { en: 'differs', vi: 'khác' },
  MISSING: { en: 'is missing', vi: 'không có' },
};

const middles: Readonly<Record<MiddleLikeness, Message>> = {
  SAME: parts.EXACT,
  NEAR: parts.MISTYPED,
  PARTLY: { en: 'agrees in part', vi: 'khớp một phần' },
  MISSING: parts.MISSING,
  DIFFERENT: parts.DIFFERENT,
};

const births: Readonly<Record<BirthLikeness, Message>> = {
  SAME: parts.EXACT,
  SWAPPED: { en: 'agrees with day and month exchanged', vi: 'khớp nếu đổi chỗ ngày và tháng' },
  YEAR_ONLY: { en: 'agrees in the year', vi: 'khớp năm' },
  ONE_PART: { en: 'differs in day, month or year', vi: 'khác ngày, tháng hoặc năm' },
  DIFFERENT: parts.DIFFERENT,
  MISSING: parts.MISSING,
};

const homes: Readonly<Record<HomeLikeness, Message>> = {
  PRESENT: parts.EXACT,
  FORMER: { en: 'is a former home', vi: 'là nơi ở trước đây' },
  DISTRICT: { en: 'lies in the same district', vi: 'cùng huyện' },
  ELSEWHERE: parts.DIFFERENT,
  MISSING: parts.MISSING,
};

const traits: Readonly<Record<TraitLikeness, Message>> = {
  SAME: parts.EXACT,
  DIFFERENT: parts.DIFFERENT,
  MISSING: parts.MISSING,
};

/** What is compared, and the words for what is found of it. */
const subjects: readonly {
  trait: string;
  subject: Message;
  found: Readonly<Record<string, Message>>;
}[] = [
  { trait: 'GIVEN_NAME', subject: { en: 'The given name', vi: 'Tên' }, found: parts },
  { trait: 'MIDDLE_NAME', subject: { en: 'The middle name', vi: 'Chữ đệm' }, found: middles },
  { trait: 'FAMILY_NAME', subject: { en: 'The family name', vi: 'Họ' }, found: parts },
  { trait: 'BIRTH', subject: { en: 'The date of birth', vi: 'Ngày sinh' }, found: births },
  { trait: 'SEX', subject: { en: 'The sex', vi: 'Giới tính' }, found: traits },
  { trait: 'HOME', subject: { en: 'The commune', vi: 'Xã, phường' }, found: homes },
  { trait: 'MOTHER', subject: { en: "The mother's name", vi: 'Họ tên mẹ' }, found: parts },
  {
    trait: 'PERSONAL_ID',
    subject: { en: 'The personal number', vi: 'Số định danh' },
    found: traits,
  },
];

const words: ReadonlyMap<string, Message> = new Map([
  ...Object.entries(doubts),
  ...subjects.flatMap(({ trait, subject, found }) =>
    Object.entries(found).map(([likeness, { en, vi }]): [string, Message] => [
      `${trait}_${likeness}`,
      { en: `${subject.en} ${en}.`, vi: `${subject.vi} ${vi}.` },
    ]),
  ),
]);

/** Codes of what was found of a candidate, trait by trait. */
export function reasonCodes(comparison: Comparison): string[] {
  const { name, mother, birth, sex, home, personalId } = comparison;
  const nameCodes = [
    `GIVEN_NAME_${name?.given ?? 'MISSING'}`,
    ...(name === null ? [] : [`MIDDLE_NAME_${name.middle}`, `FAMILY_NAME_${name.family}`]),
  ];
  return [
    ...(name?.isAnother === true ? ['GIVEN_NAME_OF_ANOTHER'] : []),
    ...nameCodes,
    `BIRTH_${birth}`,
    `SEX_${sex}`,
    `HOME_${home}`,
    `MOTHER_${mother?.given ?? 'MISSING'}`,
    ...(personalId === 'MISSING' ? [] : [`PERSONAL_ID_${personalId}`]),
  ];
}

/** A code of `reasonCodes` or a doubt, in words; null for one that no longer exists. */
export function explain(code: string): Reason | null {
  const found = words.get(code);
  return found === undefined ? null : { code, ...found };
}
