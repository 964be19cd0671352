import type { Message } from '../../../shared/errors/graph-error.ts';
import type { Comparison, HomeLikeness, TraitLikeness } from './compare.ts';
import type { BirthLikeness } from './compare-births.ts';
import type { Doubt } from './contradictions.ts';
import type { MiddleLikeness, PartLikeness } from './names/compare-names.ts';
import type { WeighedName } from './names/weigh-name.ts';

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

function reason(code: string, subject: Message, found: Message): Reason {
  return { code, en: `${subject.en} ${found.en}.`, vi: `${subject.vi} ${found.vi}.` };
}

function mothersReason(mother: WeighedName | null): Reason {
  const found = mother?.given ?? 'MISSING';
  return reason(`MOTHER_${found}`, { en: "The mother's name", vi: 'Họ tên mẹ' }, parts[found]);
}

function nameReasons(name: WeighedName | null): Reason[] {
  if (name === null)
    return [reason('NAME_MISSING', { en: 'The name', vi: 'Họ tên' }, parts.MISSING)];
  const { given, middle, family } = name;
  return [
    reason(`GIVEN_NAME_${given}`, { en: 'The given name', vi: 'Tên' }, parts[given]),
    reason(`MIDDLE_NAME_${middle}`, { en: 'The middle name', vi: 'Chữ đệm' }, middles[middle]),
    reason(`FAMILY_NAME_${family}`, { en: 'The family name', vi: 'Họ' }, parts[family]),
  ];
}

/** Why a record waits for someone to look at it, in words. */
export function explainDoubt(doubt: Doubt): Reason {
  return { code: doubt, ...doubts[doubt] };
}

/** What was found of a candidate, trait by trait. */
export function explainComparison(comparison: Comparison): Reason[] {
  const { name, mother, birth, sex, home, personalId } = comparison;
  const isNumberTold = personalId !== 'MISSING';
  return [
    ...nameReasons(name),
    reason(`BIRTH_${birth}`, { en: 'The date of birth', vi: 'Ngày sinh' }, births[birth]),
    reason(`SEX_${sex}`, { en: 'The sex', vi: 'Giới tính' }, traits[sex]),
    reason(`HOME_${home}`, { en: 'The commune', vi: 'Xã, phường' }, homes[home]),
    mothersReason(mother),
    ...(isNumberTold
      ? [
          reason(
            `PERSONAL_ID_${personalId}`,
            { en: 'The personal number', vi: 'Số định danh' },
            traits[personalId],
          ),
        ]
      : []),
  ];
}
