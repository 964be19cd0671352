import { childColumns, sex, subjectOf } from '../../../shared/imports/child-reference.ts';
import { filled, maybe } from '../../../shared/imports/column.ts';
import { Misfit, childBy, defineRecordKind } from '../../../shared/imports/record-kind.ts';
import { day } from '../../../shared/imports/values/day.ts';
import { decimal } from '../../../shared/imports/values/number.ts';
import { choice, text, yesNo } from '../../../shared/imports/values/text.ts';
import { ageInYears } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import { judgeMeasurement } from '../judge-measurement.ts';
import { measurementKey } from '../measurement-key.ts';

/** No child weighs or measures less or more; what is unlikely for an age is recorded, and flagged by the standards. */
const WEIGHT = { from: 0.3, to: 200, unit: 'kg' } as const;
const LENGTH = { from: 20, to: 220, unit: 'cm' } as const;
const ADULT_YEARS = 18;

const position = choice([
  ['LENGTH', ['Nằm', 'Đo nằm', 'Chiều dài nằm', 'lying', 'L']],
  ['HEIGHT', ['Đứng', 'Đo đứng', 'Chiều cao đứng', 'standing', 'H']],
]);

/** The columns that hold no days. */
const findings = {
  patientCode: maybe(text(40), {
    vi: ['Mã trẻ của cơ sở y tế', 'Mã bệnh nhân', 'Mã y tế', 'Mã trẻ'],
    en: ['Patient code', 'Patient number'],
    holds: 'mã mà cơ sở y tế gọi trẻ',
  }),
  sex: filled(sex, { vi: ['Giới tính', 'Giới'], en: ['Sex', 'Gender'], holds: 'Nam, Nữ' }),
  weightKg: maybe(
    decimal(WEIGHT),
    {
      vi: ['Cân nặng (kg)', 'Cân nặng'],
      en: ['Weight (kg)', 'Weight'],
      holds: 'kg, ví dụ 12,5',
    },
    true,
  ),
  lengthOrHeightCm: maybe(
    decimal(LENGTH),
    {
      vi: ['Chiều dài/cao (cm)', 'Chiều cao (cm)', 'Chiều dài (cm)', 'Chiều dài/cao', 'Chiều cao'],
      en: ['Length or height (cm)', 'Height (cm)', 'Length (cm)', 'Length or height', 'Height'],
      holds: 'cm, như đọc trên thước',
    },
    true,
  ),
  position: maybe(position, {
    vi: ['Tư thế đo', 'Tư thế'],
    en: ['Position', 'Measuring position'],
    holds: 'Nằm, Đứng',
  }),
  hasOedema: maybe(yesNo, {
    vi: ['Phù', 'Phù hai chân'],
    en: ['Oedema', 'Edema'],
    holds: 'Có, Không; trống là không',
  }),
};

const columns = (today: Day) => ({
  ...childColumns(today),
  ...findings,
  dateOfBirth: filled(day(today), {
    vi: ['Ngày sinh', 'Ngày tháng năm sinh', 'Ngày, tháng, năm sinh'],
    en: ['Date of birth', 'Birth date', 'DOB'],
    holds: 'ngày',
  }),
  measuredOn: filled(day(today), {
    vi: ['Ngày đo', 'Ngày cân đo', 'Ngày cân'],
    en: ['Measured on', 'Date measured', 'Measurement date'],
    holds: 'ngày',
  }),
});

/** Weighings and measurings; the child, as the health service names it, and the day tell them apart. */
export const nutritionMeasurements = defineRecordKind({
  name: 'nutrition-measurements',
  title: { vi: 'số đo dinh dưỡng', en: 'nutrition measurements' },
  table: 'nutritionMeasurement',
  key: ['sourceKey'],
  alsoUnique: [
    {
      columns: ['childNo', 'measuredOn'],
      column: 'measuredOn',
      vi: 'Trẻ này đã có số đo ngày này dưới một mã trẻ khác: hãy dùng đúng mã trẻ đã gửi trước đây.',
    },
  ],
  isWritten: 'WHOLE',
  rules: {
    sex_is_known: { column: 'sex', vi: 'Giới tính là Nam hoặc Nữ.' },
    measured_after_birth: {
      column: 'measuredOn',
      vi: 'Ngày đo trước ngày sinh: hãy kiểm tra lại hai ngày.',
    },
    weight_above_zero: { column: 'weightKg', vi: 'Cân nặng phải lớn hơn 0.' },
    length_above_zero: { column: 'lengthOrHeightCm', vi: 'Chiều dài/cao phải lớn hơn 0.' },
    position_is_length_or_height: { column: 'position', vi: 'Tư thế đo là Nằm hoặc Đứng.' },
    implausible_names_indices: { column: 'weightKg', vi: 'Số đo không đánh giá được.' },
    something_was_observed: {
      column: 'weightKg',
      vi: 'Không có cân nặng, chiều cao hay phù: hãy điền ít nhất một số đo.',
    },
  },
  columns,
  childOf: (values) => childBy(values, values.patientCode),
  toRecord: (values, child) => {
    const { sex, dateOfBirth, measuredOn, weightKg, lengthOrHeightCm, position } = values;
    const subject = subjectOf(child);
    if (subject === null)
      return new Misfit(
        'childId',
        'Dòng không cho biết trẻ nào: hãy ghi số hồ sơ, số định danh, mã trẻ hoặc họ tên.',
      );
    if (ageInYears(dateOfBirth, measuredOn) >= ADULT_YEARS)
      return new Misfit('dateOfBirth', 'Người được đo đã đủ 18 tuổi: hãy kiểm tra ngày sinh.');
    const judged = judgeMeasurement({
      sex,
      dateOfBirth,
      measuredOn,
      weightKg,
      lengthOrHeightCm,
      position,
      hasOedema: values.hasOedema ?? false,
    });
    return { ...judged, sourceKey: measurementKey(subject, measuredOn) };
  },
});
