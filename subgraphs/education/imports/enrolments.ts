import { childColumns } from '../../../shared/imports/child-reference.ts';
import { Refusal, filled, maybe } from '../../../shared/imports/column.ts';
import { Misfit, childBy, defineRecordKind } from '../../../shared/imports/record-kind.ts';
import { day } from '../../../shared/imports/values/day.ts';
import { choice, fromText, text, yesNo } from '../../../shared/imports/values/text.ts';
import { communeCode } from '../../../shared/imports/values/unit.ts';
import type { Day } from '../../../shared/time/day.ts';
import { pupilColumns, recordId } from './pupil.ts';

const schoolYear = fromText((written) => {
  const [, first = '', second = ''] = /^(\d{4})\s*[-–/]\s*(\d{4})$/.exec(written) ?? [];
  if (first !== '' && Number(first) + 1 === Number(second)) return `${first}-${second}`;
  return new Refusal('Năm học gồm hai năm liền nhau, ví dụ 2021-2022.');
});

const stage = choice([
  ['NURSERY', ['Nhà trẻ']],
  ['KINDERGARTEN', ['Mẫu giáo']],
]);

const ageBand = choice([
  ['MONTHS_3_TO_12', ['3-12 tháng', '3 đến 12 tháng']],
  ['MONTHS_13_TO_24', ['13-24 tháng', '13 đến 24 tháng']],
  ['MONTHS_25_TO_36', ['25-36 tháng', '25 đến 36 tháng']],
  ['YEARS_3_TO_4', ['3-4 tuổi', '3 đến 4 tuổi', 'Mẫu giáo bé', 'Bé']],
  ['YEARS_4_TO_5', ['4-5 tuổi', '4 đến 5 tuổi', 'Mẫu giáo nhỡ', 'Nhỡ']],
  ['YEARS_5_TO_6', ['5-6 tuổi', '5 đến 6 tuổi', 'Mẫu giáo lớn', 'Lớn']],
]);

/** The columns that hold no days. */
const facts = {
  schoolYear: filled(schoolYear, {
    vi: ['Năm học'],
    en: ['School year'],
    holds: 'ví dụ 2021-2022',
  }),
  stage: filled(stage, {
    vi: ['Cấp học', 'Bậc học', 'Loại lớp'],
    en: ['Stage'],
    holds: 'Nhà trẻ, Mẫu giáo',
  }),
  ageBand: maybe(ageBand, {
    vi: ['Nhóm/lớp', 'Nhóm tuổi', 'Độ tuổi'],
    en: ['Age band', 'Age group'],
    holds: '3-12 tháng, 13-24 tháng, 25-36 tháng, 3-4 tuổi, 4-5 tuổi, 5-6 tuổi; trống với lớp ghép',
  }),
  schoolName: filled(text(), {
    vi: ['Tên trường', 'Trường'],
    en: ['School name', 'School'],
    holds: 'tên trường',
  }),
  schoolUnitCode: filled(communeCode, {
    vi: ['Mã xã của trường', 'Mã xã/phường của trường'],
    en: ['School commune code', 'School unit code'],
    holds: 'mã xã 5 chữ số của Tổng cục Thống kê',
  }),
  completed: maybe(yesNo, {
    vi: ['Hoàn thành chương trình', 'Hoàn thành'],
    en: ['Completed'],
    holds: 'Có, Không; trống nếu chưa rõ',
  }),
};

const columns = (today: Day) => ({
  ...facts,
  ...pupilColumns(),
  ...childColumns(today),
  enrolledOn: filled(day(today), {
    vi: ['Ngày nhập học', 'Ngày vào học'],
    en: ['Enrolled on', 'Enrolment date'],
    holds: 'ngày',
  }),
  leftOn: maybe(day(today), {
    vi: ['Ngày nghỉ học', 'Ngày thôi học', 'Ngày chuyển trường'],
    en: ['Left on'],
    holds: 'ngày; trống nếu học đến hết năm',
  }),
});

/** Places at preschools; the number in the schools' records tells them apart, or pupil, school year and school. */
export const enrolments = defineRecordKind({
  name: 'enrolments',
  title: { vi: 'trẻ học mầm non', en: 'preschool enrolments' },
  table: 'preschoolEnrolment',
  key: ['id'],
  ownSystem: 'PUPIL_CODE',
  alsoUnique: [
    {
      columns: ['childNo', 'schoolYear', 'schoolUnitCode', 'schoolName'],
      column: 'id',
      vi: 'Trẻ này đã có hồ sơ khác ở trường này trong năm học: hãy ghi mã bản ghi của hồ sơ đó để sửa nó.',
    },
  ],
  rules: {
    school_year_is_two_years_in_a_row: {
      column: 'schoolYear',
      vi: 'Năm học gồm hai năm liền nhau, ví dụ 2021-2022.',
    },
    age_band_is_of_the_stage: {
      column: 'ageBand',
      vi: 'Nhóm tuổi không thuộc cấp học đã ghi: hãy kiểm tra hai cột.',
    },
    enrolled_and_left_by_the_end_of_the_school_year: {
      column: 'enrolledOn',
      vi: 'Ngày nhập học phải trước ngày nghỉ học, và cả hai không sau ngày 31/8 cuối năm học.',
    },
  },
  columns,
  childOf: (values) => childBy(values, values.pupilCode),
  toRecord: (values, child) => {
    const { schoolYear, schoolName, schoolUnitCode, pupilCode, stage, ageBand } = values;
    const parts = [schoolYear, schoolUnitCode, schoolName.toLowerCase()];
    const id = recordId(values.id, child, parts);
    if (id instanceof Misfit) return id;
    const { enrolledOn, leftOn, completed } = values;
    return {
      id,
      pupilCode,
      schoolYear,
      stage,
      ageBand,
      schoolName,
      schoolUnitCode,
      enrolledOn,
      leftOn,
      completed,
    };
  },
});
