import { childColumns } from '../../../shared/imports/child-reference.ts';
import { filled, maybe } from '../../../shared/imports/column.ts';
import { childBy, defineRecordKind } from '../../../shared/imports/record-kind.ts';
import { day } from '../../../shared/imports/values/day.ts';
import { choice, text } from '../../../shared/imports/values/text.ts';
import { communeCode } from '../../../shared/imports/values/unit.ts';
import type { Day } from '../../../shared/time/day.ts';

const kind = choice([
  ['ORDINARY', ['Thường', 'Đăng ký khai sinh', 'Thông thường']],
  ['RE_REGISTRATION', ['Đăng ký lại', 'Đăng ký lại khai sinh']],
  ['ABANDONED', ['Trẻ bị bỏ rơi', 'Bỏ rơi']],
  ['FATHER_UNKNOWN', ['Chưa xác định được cha', 'Không rõ cha']],
]);

const columns = (today: Day) => ({
  number: filled(text(40), {
    vi: ['Số đăng ký khai sinh', 'Số giấy khai sinh', 'Số khai sinh', 'Số'],
    en: ['Registration number', 'Birth certificate number', 'Number'],
    holds: 'số trong sổ, như trên giấy khai sinh',
  }),
  ...childColumns(today),
  dateOfBirth: filled(day(today), {
    vi: ['Ngày sinh', 'Ngày tháng năm sinh', 'Ngày, tháng, năm sinh'],
    en: ['Date of birth', 'Birth date', 'DOB'],
    holds: 'ngày',
  }),
  registeredOn: filled(day(today), {
    vi: ['Ngày đăng ký', 'Ngày đăng ký khai sinh'],
    en: ['Registered on', 'Registration date'],
    holds: 'ngày',
  }),
  registeredAtCode: filled(communeCode, {
    vi: ['Mã xã đăng ký', 'Mã xã nơi đăng ký', 'Mã nơi đăng ký'],
    en: ['Registering commune code', 'Registered at'],
    holds: 'mã xã 5 chữ số của Tổng cục Thống kê',
  }),
  kind: maybe(kind, {
    vi: ['Loại đăng ký', 'Hình thức đăng ký'],
    en: ['Kind', 'Registration kind'],
    holds: 'Thường, Đăng ký lại, Trẻ bị bỏ rơi, Chưa xác định được cha; trống là Thường',
  }),
  reRegisteredOn: maybe(day(today), {
    vi: ['Ngày đăng ký lại'],
    en: ['Re-registered on'],
    holds: 'ngày',
  }),
  fatherName: maybe(text(120), {
    vi: ['Họ và tên cha', 'Họ tên cha', 'Tên cha'],
    en: ['Father name', "Father's name"],
    holds: 'họ, chữ đệm và tên',
  }),
});

/** Entries of the civil register; their number tells them apart. */
export const birthRegistrations = defineRecordKind({
  name: 'birth-registrations',
  title: { vi: 'đăng ký khai sinh', en: 'birth registrations' },
  table: 'birthRegistration',
  key: ['number'],
  ownSystem: 'BIRTH_CERTIFICATE',
  alsoUnique: [
    {
      columns: ['childNo'],
      column: 'number',
      vi: 'Trẻ này đã có một đăng ký khai sinh mang số khác: hãy kiểm tra số hồ sơ trẻ em và số đăng ký.',
    },
  ],
  fixed: [
    {
      column: 'registeredAtCode',
      vi: 'Số đăng ký này đã có ở xã khác: hãy ghi số kèm ký hiệu của xã để phân biệt, hoặc sửa mã xã.',
    },
  ],
  rules: {
    registered_after_birth: {
      column: 'registeredOn',
      vi: 'Ngày đăng ký trước ngày sinh: hãy kiểm tra lại hai ngày.',
    },
    registered_again_later: {
      column: 'reRegisteredOn',
      vi: 'Ngày đăng ký lại trước ngày đăng ký đầu: hãy kiểm tra lại hai ngày.',
    },
    kind_is_known: { column: 'kind', vi: 'Loại đăng ký chưa được biết.' },
  },
  columns,
  childOf: (values) => childBy(values, values.number),
  toRecord: (values) => ({
    number: values.number,
    dateOfBirth: values.dateOfBirth,
    registeredOn: values.registeredOn,
    registeredAtCode: values.registeredAtCode,
    kind: values.kind ?? 'ORDINARY',
    reRegisteredOn: values.reRegisteredOn,
    motherName: values.motherName,
    fatherName: values.fatherName,
  }),
});
