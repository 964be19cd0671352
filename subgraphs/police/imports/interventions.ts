import { childColumns } from '../../../shared/imports/child-reference.ts';
import { filled, maybe } from '../../../shared/imports/column.ts';
import { childBy, defineRecordKind } from '../../../shared/imports/record-kind.ts';
import { day } from '../../../shared/imports/values/day.ts';
import { moment } from '../../../shared/imports/values/moment.ts';
import { choice, choices, text, yesNo } from '../../../shared/imports/values/text.ts';
import { communeCode } from '../../../shared/imports/values/unit.ts';
import type { Day } from '../../../shared/time/day.ts';

const channel = choice([
  ['HOTLINE_111', ['Tổng đài 111', '111']],
  ['POLICE', ['Công an']],
  ['COMMUNE', ['Ủy ban nhân dân xã', 'UBND xã', 'Xã']],
  ['LABOUR_AGENCY', ['Cơ quan lao động', 'Lao động - Thương binh và Xã hội']],
  ['SCHOOL', ['Nhà trường', 'Trường học']],
  ['HEALTH_FACILITY', ['Cơ sở y tế', 'Y tế']],
  ['OTHER', ['Khác']],
]);

const kinds = choices([
  ['VIOLENCE', ['Bạo lực']],
  ['EXPLOITATION', ['Bóc lột']],
  ['SEXUAL_ABUSE', ['Xâm hại tình dục']],
  ['TRAFFICKING', ['Mua bán']],
  ['ABANDONMENT', ['Bỏ rơi']],
  ['NEGLECT', ['Bỏ mặc']],
  ['OTHER_HARM', ['Hình thức khác', 'Gây tổn hại khác']],
]);

/** The columns that hold no days. */
const facts = {
  id: filled(text(60), {
    vi: ['Mã vụ việc', 'Số vụ việc'],
    en: ['Case number', 'Case ID'],
    holds: 'mã của cơ quan công an',
  }),
  channel: filled(channel, {
    vi: ['Nguồn tin', 'Nơi tiếp nhận'],
    en: ['Channel'],
    holds: 'Tổng đài 111, Công an, UBND xã, Cơ quan lao động, Nhà trường, Cơ sở y tế, Khác',
  }),
  kind: filled(kinds, {
    vi: ['Hình thức xâm hại', 'Hành vi'],
    en: ['Kind', 'Kind of abuse'],
    holds:
      'Bạo lực, Bóc lột, Xâm hại tình dục, Mua bán, Bỏ rơi, Bỏ mặc, Hình thức khác; nhiều hình thức cách nhau bằng dấu ;',
  }),
  incidentUnitCode: filled(communeCode, {
    vi: ['Mã xã nơi xảy ra'],
    en: ['Incident commune code', 'Incident unit code'],
    holds: 'mã xã 5 chữ số của Tổng cục Thống kê',
  }),
  emergencyFound: maybe(yesNo, {
    vi: ['Nguy hiểm nghiêm trọng', 'Khẩn cấp'],
    en: ['Emergency found'],
    holds: 'Có, Không; trống khi chưa đánh giá',
  }),
  unfounded: maybe(yesNo, {
    vi: ['Không có cơ sở', 'Tin không có cơ sở'],
    en: ['Unfounded'],
    holds: 'Có, Không; trống là Không',
  }),
  criminalCase: maybe(yesNo, {
    vi: ['Khởi tố', 'Khởi tố vụ án'],
    en: ['Criminal case'],
    holds: 'Có, Không; trống là Không',
  }),
};

const columns = (today: Day) => ({
  ...facts,
  ...childColumns(today),
  reportedAt: filled(moment(today), {
    vi: ['Thời điểm tiếp nhận', 'Thời điểm tiếp nhận tin', 'Ngày giờ tiếp nhận'],
    en: ['Reported at'],
    holds: 'ngày và giờ Việt Nam, ví dụ 31/12/2016 14:30',
  }),
  assessedOn: maybe(day(today), {
    vi: ['Ngày đánh giá nguy cơ', 'Ngày đánh giá ban đầu'],
    en: ['Assessed on'],
    holds: 'ngày (Mẫu số 02)',
  }),
  emergencyMeasuresAt: maybe(moment(today), {
    vi: ['Thời điểm biện pháp khẩn cấp', 'Thời điểm can thiệp khẩn cấp'],
    en: ['Emergency measures at'],
    holds: 'ngày và giờ Việt Nam',
  }),
  planApprovedOn: maybe(day(today), {
    vi: ['Ngày duyệt kế hoạch', 'Ngày duyệt kế hoạch can thiệp'],
    en: ['Plan approved on'],
    holds: 'ngày (Mẫu số 05)',
  }),
  closedOn: maybe(day(today), { vi: ['Ngày kết thúc'], en: ['Closed on'], holds: 'ngày' }),
});

/** Reports of abuse and what was done; the case number tells them apart. */
export const interventions = defineRecordKind({
  name: 'interventions',
  title: { vi: 'can thiệp trẻ em bị xâm hại', en: 'abuse interventions' },
  table: 'abuseIntervention',
  key: ['id'],
  rules: {
    measures_not_before_the_report: {
      column: 'emergencyMeasuresAt',
      vi: 'Biện pháp khẩn cấp trước thời điểm tiếp nhận: hãy kiểm tra lại.',
    },
    steps_not_before_the_report: {
      column: 'reportedAt',
      vi: 'Ngày đánh giá, duyệt kế hoạch hoặc kết thúc trước ngày tiếp nhận: hãy kiểm tra lại.',
    },
    channel_is_known: { column: 'channel', vi: 'Nguồn tin chưa được biết.' },
    kinds_are_known: { column: 'kind', vi: 'Hình thức xâm hại chưa được biết.' },
    unfounded_is_closed: {
      column: 'unfounded',
      vi: 'Tin không có cơ sở thì phải có ngày kết thúc.',
    },
    unfounded_is_no_crime: {
      column: 'unfounded',
      vi: 'Tin không có cơ sở thì không thể có khởi tố.',
    },
    emergency_is_found_by_assessment: {
      column: 'emergencyFound',
      vi: 'Có kết luận nguy hiểm nghiêm trọng nhưng thiếu ngày đánh giá nguy cơ.',
    },
  },
  columns,
  childOf: (values) => childBy(values),
  toRecord: (values) => ({
    id: values.id,
    reportedAt: values.reportedAt,
    channel: values.channel,
    kind: values.kind,
    incidentUnitCode: values.incidentUnitCode,
    assessedOn: values.assessedOn,
    emergencyFound: values.emergencyFound,
    emergencyMeasuresAt: values.emergencyMeasuresAt,
    planApprovedOn: values.planApprovedOn,
    closedOn: values.closedOn,
    unfounded: values.unfounded ?? false,
    criminalCase: values.criminalCase ?? false,
  }),
});
