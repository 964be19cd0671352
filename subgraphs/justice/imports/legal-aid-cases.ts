import { childColumns } from '../../../shared/imports/child-reference.ts';
import { filled, maybe } from '../../../shared/imports/column.ts';
import { childBy, defineRecordKind } from '../../../shared/imports/record-kind.ts';
import { day } from '../../../shared/imports/values/day.ts';
import { choice, text } from '../../../shared/imports/values/text.ts';
import type { Day } from '../../../shared/time/day.ts';

const role = choice([
  ['VICTIM', ['Bị hại', 'Nạn nhân']],
  ['ACCUSED', ['Người bị buộc tội', 'Bị can', 'Bị cáo']],
  ['WITNESS', ['Người làm chứng', 'Nhân chứng']],
  ['PARTY', ['Đương sự']],
]);

const form = choice([
  ['LITIGATION', ['Tham gia tố tụng']],
  ['CONSULTATION', ['Tư vấn', 'Tư vấn pháp luật']],
  ['OUT_OF_COURT_REPRESENTATION', ['Đại diện ngoài tố tụng']],
]);

const field = choice([
  ['CRIMINAL', ['Hình sự']],
  ['CIVIL', ['Dân sự']],
  ['FAMILY', ['Hôn nhân và gia đình', 'Hôn nhân gia đình']],
  ['ADMINISTRATIVE', ['Hành chính']],
  ['OTHER', ['Khác']],
]);

/** The columns that hold no days. */
const facts = {
  id: filled(text(60), {
    vi: ['Mã vụ việc', 'Số vụ việc', 'Mã hồ sơ vụ việc'],
    en: ['Case number', 'Case ID'],
    holds: 'mã của Trung tâm trợ giúp pháp lý',
  }),
  role: filled(role, {
    vi: ['Tư cách', 'Tư cách tham gia'],
    en: ['Role'],
    holds: 'Bị hại, Người bị buộc tội, Người làm chứng, Đương sự',
  }),
  form: filled(form, {
    vi: ['Hình thức', 'Hình thức trợ giúp'],
    en: ['Form'],
    holds: 'Tham gia tố tụng, Tư vấn, Đại diện ngoài tố tụng',
  }),
  field: filled(field, {
    vi: ['Lĩnh vực', 'Lĩnh vực pháp luật'],
    en: ['Field'],
    holds: 'Hình sự, Dân sự, Hôn nhân và gia đình, Hành chính, Khác',
  }),
  provider: filled(text(), {
    vi: ['Tổ chức thực hiện', 'Đơn vị thực hiện', 'Người thực hiện'],
    en: ['Provider'],
    holds: 'tên',
  }),
};

const columns = (today: Day) => ({
  ...facts,
  ...childColumns(today),
  requestedOn: filled(day(today), {
    vi: ['Ngày yêu cầu', 'Ngày đề nghị'],
    en: ['Requested on', 'Request date'],
    holds: 'ngày',
  }),
  acceptedOn: maybe(day(today), { vi: ['Ngày thụ lý'], en: ['Accepted on'], holds: 'ngày' }),
  givenOn: maybe(day(today), {
    vi: ['Ngày trợ giúp', 'Ngày thực hiện'],
    en: ['Given on'],
    holds: 'ngày',
  }),
  closedOn: maybe(day(today), {
    vi: ['Ngày kết thúc', 'Ngày đóng'],
    en: ['Closed on'],
    holds: 'ngày',
  }),
});

/** Legal aid cases; their number tells them apart. */
export const legalAidCases = defineRecordKind({
  name: 'legal-aid-cases',
  title: { vi: 'vụ việc trợ giúp pháp lý', en: 'legal aid cases' },
  table: 'legalAidCase',
  key: ['id'],
  rules: {
    role_is_known: { column: 'role', vi: 'Tư cách chưa được biết.' },
    form_is_known: { column: 'form', vi: 'Hình thức chưa được biết.' },
    field_is_known: { column: 'field', vi: 'Lĩnh vực chưa được biết.' },
    nothing_before_the_request: {
      column: 'requestedOn',
      vi: 'Ngày thụ lý, trợ giúp hoặc kết thúc trước ngày yêu cầu: hãy kiểm tra lại các ngày.',
    },
  },
  columns,
  childOf: (values) => childBy(values),
  toRecord: (values) => ({
    id: values.id,
    role: values.role,
    form: values.form,
    field: values.field,
    requestedOn: values.requestedOn,
    acceptedOn: values.acceptedOn,
    givenOn: values.givenOn,
    closedOn: values.closedOn,
    provider: values.provider,
  }),
});
