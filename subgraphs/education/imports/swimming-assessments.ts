import { childColumns } from '../../../shared/imports/child-reference.ts';
import { Refusal, filled, maybe } from '../../../shared/imports/column.ts';
import { Misfit, childBy, defineRecordKind } from '../../../shared/imports/record-kind.ts';
import { foldWord } from '../../../shared/imports/cell.ts';
import { day } from '../../../shared/imports/values/day.ts';
import { wholeNumber } from '../../../shared/imports/values/number.ts';
import { choice, fromText, text, yesNo } from '../../../shared/imports/values/text.ts';
import type { Day } from '../../../shared/time/day.ts';
import { readSwimmingStandards } from '../swimming/standards.ts';
import { pupilColumns, recordId } from './pupil.ts';

const standards = readSwimmingStandards();

const standard = fromText((written) => {
  const word = foldWord(written);
  const found = standards.find(({ code, name }) => [code, name].some((n) => foldWord(n) === word));
  const known = standards.map(({ name }) => name).join(', ');
  return found?.code ?? new Refusal(`Chuẩn đánh giá chưa được biết; chỉ nhận: ${known}.`);
});

const sourceDepartment = choice([
  ['EDUCATION', ['Giáo dục', 'Giáo dục và Đào tạo', 'Nhà trường']],
  ['CULTURE_AND_SPORTS', ['Văn hóa - Thể thao', 'Văn hóa, Thể thao và Du lịch', 'Thể thao']],
]);

/** The columns that hold no days. */
const findings = {
  taught: filled(yesNo, {
    vi: ['Đã học bơi', 'Được dạy bơi'],
    en: ['Taught', 'Taught to swim'],
    holds: 'Có, Không',
  }),
  distanceMetres: maybe(wholeNumber({ from: 0, to: 10_000, unit: 'm' }), {
    vi: ['Cự ly bơi (m)', 'Quãng đường bơi (m)'],
    en: ['Distance (m)', 'Distance metres'],
    holds: 'mét, bơi liền không nghỉ; trống nếu không đo',
  }),
  treadingSeconds: maybe(wholeNumber({ from: 0, to: 7_200, unit: 'giây' }), {
    vi: ['Thời gian đứng nước (giây)', 'Đứng nước (giây)'],
    en: ['Treading (s)', 'Treading water (s)', 'Treading seconds'],
    holds: 'giây; trống nếu không đo',
  }),
  rescueKnowledge: maybe(yesNo, {
    vi: ['Biết cứu đuối', 'Kiến thức cứu đuối'],
    en: ['Rescue knowledge'],
    holds: 'Có, Không',
  }),
  selfRescue: maybe(yesNo, {
    vi: ['Biết tự cứu', 'Kỹ năng tự cứu'],
    en: ['Self-rescue'],
    holds: 'Có, Không',
  }),
  assessor: filled(text(), {
    vi: ['Đơn vị đánh giá', 'Người đánh giá'],
    en: ['Assessor'],
    holds: 'tên',
  }),
  standard: filled(standard, {
    vi: ['Chuẩn đánh giá', 'Tiêu chuẩn'],
    en: ['Standard'],
    holds: standards.map(({ name }) => name).join(', '),
  }),
  sourceDepartment: maybe(sourceDepartment, {
    vi: ['Ngành đánh giá', 'Ngành'],
    en: ['Source department'],
    holds: 'Giáo dục, Văn hóa - Thể thao; trống là Giáo dục',
  }),
};

const columns = (today: Day) => ({
  ...findings,
  ...pupilColumns(),
  ...childColumns(today),
  assessedOn: filled(day(today), {
    vi: ['Ngày đánh giá', 'Ngày kiểm tra'],
    en: ['Assessed on', 'Assessment date'],
    holds: 'ngày',
  }),
});

/** Swimming assessments; the number in the records tells them apart, or pupil, day and assessor. */
export const swimmingAssessments = defineRecordKind({
  name: 'swimming-assessments',
  title: { vi: 'đánh giá bơi', en: 'swimming assessments' },
  table: 'swimmingAssessment',
  key: ['id'],
  ownSystem: 'PUPIL_CODE',
  alsoUnique: [
    {
      columns: ['childNo', 'assessedOn', 'assessor'],
      column: 'id',
      vi: 'Đơn vị này đã có hồ sơ khác đánh giá trẻ này cùng ngày: hãy ghi mã bản ghi của hồ sơ đó để sửa nó.',
    },
  ],
  rules: {
    swimming_assessment_distance_metres_check: {
      column: 'distanceMetres',
      vi: 'Cự ly bơi không thể âm.',
    },
    swimming_assessment_treading_seconds_check: {
      column: 'treadingSeconds',
      vi: 'Thời gian đứng nước không thể âm.',
    },
    swimming_assessment_source_department_check: {
      column: 'sourceDepartment',
      vi: 'Ngành đánh giá là Giáo dục hoặc Văn hóa - Thể thao.',
    },
  },
  columns,
  childOf: (values) => childBy(values, values.pupilCode),
  toRecord: (values, child) => {
    const { pupilCode, assessedOn, taught, distanceMetres, treadingSeconds } = values;
    const { rescueKnowledge, selfRescue, assessor, standard } = values;
    const id = recordId(values.id, child, [assessedOn, assessor.toLowerCase()]);
    if (id instanceof Misfit) return id;
    return {
      id,
      pupilCode,
      assessedOn,
      taught,
      distanceMetres,
      treadingSeconds,
      rescueKnowledge,
      selfRescue,
      assessor,
      standard,
      sourceDepartment: values.sourceDepartment ?? 'EDUCATION',
    };
  },
});
