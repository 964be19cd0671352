import { createHash } from 'node:crypto';
import { maybe } from './column.ts';
import { childNumber, personalIdNumber } from './values/child.ts';
import { day } from './values/day.ts';
import { choice, text } from './values/text.ts';
import type { Day } from '../time/day.ts';

/** How a row names its child; null where it does not say. */
export interface ChildReference {
  /** Register serial, its check digit proven. */
  registerNo: number | null;
  personalIdNumber: string | null;
  /** The number by which the department that sends the file knows the child. */
  ownNumber: string | null;
  fullName: string | null;
  dateOfBirth: Day | null;
  sex: 'MALE' | 'FEMALE' | null;
  commune: string | null;
  motherName: string | null;
}

/** A record on its way in: the key by which its department knows it, and how it names its child. */
export interface RecordOfChild {
  key: string;
  child: ChildReference;
}

/** Finds the register serials of the children whose records are, in their order; null where there is no clear one. */
export type LinkChildren = (
  records: readonly RecordOfChild[],
) => Promise<readonly (number | null)[]>;

/** Male or female, as the health service, schools and registrars write it. */
export const sex = choice([
  ['MALE', ['Nam', 'm', 'trai', 'boy']],
  ['FEMALE', ['Nữ', 'f', 'gái', 'girl']],
]);

/** The columns in which any file may say which child a row is about. */
export function childColumns(today: Day) {
  return {
    childId: maybe(childNumber, {
      vi: ['Số hồ sơ trẻ em', 'Số hồ sơ trẻ', 'Mã hồ sơ trẻ em', 'Mã trẻ em'],
      en: ['Child ID', 'Register number', 'Child number'],
      holds: '11 chữ số, chữ số cuối là số kiểm tra',
    }),
    personalIdNumber: maybe(personalIdNumber, {
      vi: ['Số định danh cá nhân', 'Số ĐDCN', 'Mã định danh', 'Số CCCD'],
      en: ['Personal ID number', 'Personal identification number'],
      holds: '12 chữ số',
    }),
    fullName: maybe(text(120), {
      vi: ['Họ và tên', 'Họ tên', 'Họ và tên trẻ', 'Họ tên trẻ', 'Tên trẻ'],
      en: ['Full name', 'Child name', 'Name'],
      holds: 'họ, chữ đệm và tên',
    }),
    dateOfBirth: maybe(day(today), {
      vi: ['Ngày sinh', 'Ngày tháng năm sinh', 'Ngày, tháng, năm sinh'],
      en: ['Date of birth', 'Birth date', 'DOB'],
      holds: '31/12/2016, 2016-12-31 hoặc ô ngày',
    }),
    sex: maybe(sex, { vi: ['Giới tính', 'Giới'], en: ['Sex', 'Gender'], holds: 'Nam, Nữ' }),
    commune: maybe(text(120), {
      vi: ['Xã/phường cư trú', 'Xã/phường', 'Xã', 'Nơi cư trú', 'Nơi ở'],
      en: ['Commune', 'Residence'],
      holds: 'tên hoặc mã xã, phường nơi trẻ ở',
    }),
    motherName: maybe(text(120), {
      vi: ['Họ và tên mẹ', 'Họ tên mẹ', 'Tên mẹ'],
      en: ['Mother name', "Mother's name"],
      holds: 'họ, chữ đệm và tên',
    }),
  };
}

/** What the columns above hold. */
export interface ChildValues extends Omit<ChildReference, 'registerNo' | 'ownNumber'> {
  childId: number | null;
}

/** The reference that a row's values make. */
export function referenceOf(
  { childId, personalIdNumber, fullName, dateOfBirth, sex, commune, motherName }: ChildValues,
  ownNumber: string | null,
): ChildReference {
  return {
    registerNo: childId,
    ownNumber,
    personalIdNumber,
    fullName,
    dateOfBirth,
    sex,
    commune,
    motherName,
  };
}

/** Twenty characters that stand for the parts and do not show them. */
export function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20);
}

/**
 * What tells this child from the others in the department's own files: its own number, else the register's, else the
 * personal one, else name, date of birth and mother's name. Null where the row says none of these.
 */
export function subjectOf(child: ChildReference): string | null {
  if (child.ownNumber !== null) return `own:${child.ownNumber}`;
  if (child.registerNo !== null) return `child:${child.registerNo}`;
  if (child.personalIdNumber !== null) return `person:${fingerprint([child.personalIdNumber])}`;
  if (child.fullName === null || child.dateOfBirth === null) return null;
  const { fullName, dateOfBirth, motherName } = child;
  const names = [fullName, motherName ?? ''].map((name) => name.toLowerCase());
  return `name:${fingerprint([...names, dateOfBirth])}`;
}
