import { fingerprint, subjectOf } from '../../../shared/imports/child-reference.ts';
import type { ChildReference } from '../../../shared/imports/child-reference.ts';
import { maybe } from '../../../shared/imports/column.ts';
import { Misfit } from '../../../shared/imports/record-kind.ts';
import { text } from '../../../shared/imports/values/text.ts';

/** The columns by which schools name a record and the pupil it is about. */
export function pupilColumns() {
  return {
    id: maybe(text(60), {
      vi: ['Mã bản ghi', 'Mã hồ sơ'],
      en: ['Record number', 'Record ID'],
      holds: 'mã trong sổ của ngành; trống thì phần mềm tự đặt',
    }),
    pupilCode: maybe(text(40), {
      vi: ['Mã học sinh', 'Mã trẻ', 'Mã định danh học sinh'],
      en: ['Pupil code', 'Student code'],
      holds: 'mã mà nhà trường gọi trẻ',
    }),
  };
}

/** The number of a record: the one that is stated, else one that the same pupil and `parts` give again. */
export function recordId(
  stated: string | null,
  child: ChildReference,
  parts: readonly string[],
): string | Misfit {
  if (stated !== null) return stated;
  const subject = subjectOf(child);
  if (subject !== null) return `N-${fingerprint([subject, ...parts])}`;
  return new Misfit(
    'pupilCode',
    'Dòng không cho biết trẻ nào: hãy ghi mã học sinh, số hồ sơ, số định danh hoặc họ tên và ngày sinh.',
  );
}
