import { childColumns } from '../../../shared/imports/child-reference.ts';
import { Refusal, filled, maybe } from '../../../shared/imports/column.ts';
import type { Reader } from '../../../shared/imports/column.ts';
import { Misfit, childBy, defineRecordKind } from '../../../shared/imports/record-kind.ts';
import { day } from '../../../shared/imports/values/day.ts';
import { wholeNumber } from '../../../shared/imports/values/number.ts';
import { fromText, text, writtenDigits } from '../../../shared/imports/values/text.ts';
import { addDays } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import { socialInsuranceNumberOf } from '../insurance/social-insurance-number.ts';

const NUMBER_DIGITS = 10;
const OLD_NUMBER = /^([A-Z]{2})([1-5])\d{12}$/;

const readNumber = fromText((written) => {
  const number = written.replace(/[\s.-]/g, '').toUpperCase();
  if (OLD_NUMBER.test(number) || /^\d{10}$/.test(number)) return number;
  return new Refusal(
    'Số thẻ BHYT phải có 15 ký tự (như TE1302212345678) hoặc 10 chữ số: hãy đối chiếu với thẻ.',
  );
});

const cardNumber: Reader<string> = (cell) => readNumber(writtenDigits(cell, NUMBER_DIGITS));

const beneficiaryCode = fromText((written) => {
  const code = written.toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? code : new Refusal('Mã đối tượng gồm hai chữ cái, như TE, HS.');
});

/** A card is issued for the year that comes at most. */
const LONGEST_AHEAD_DAYS = 366;

function firstDay(today: Day): Reader<Day> {
  const read = day();
  return (cell) => {
    const first = read(cell);
    if (first instanceof Refusal || first <= addDays(today, LONGEST_AHEAD_DAYS)) return first;
    return new Refusal('Thẻ chỉ có giá trị sau hơn một năm nữa: hãy kiểm tra lại năm.');
  };
}

/** The columns that do not go by what day it is. */
const facts = {
  number: filled(cardNumber, {
    vi: ['Số thẻ BHYT', 'Mã thẻ BHYT', 'Số thẻ', 'Mã thẻ'],
    en: ['Card number', 'Insurance card number'],
    holds: '15 ký tự, hoặc 10 chữ số của mã số BHXH',
  }),
  beneficiaryCode: maybe(beneficiaryCode, {
    vi: ['Mã đối tượng', 'Đối tượng'],
    en: ['Beneficiary code'],
    holds: 'hai chữ cái; bắt buộc khi số thẻ chỉ có 10 chữ số',
  }),
  benefitLevel: maybe(wholeNumber({ from: 1, to: 5, unit: 'mức' }), {
    vi: ['Mức hưởng', 'Mã quyền lợi'],
    en: ['Benefit level'],
    holds: '1 đến 5; bắt buộc khi số thẻ chỉ có 10 chữ số',
  }),
  validTo: maybe(day(), {
    vi: ['Giá trị đến', 'Giá trị sử dụng đến', 'Đến ngày', 'Hạn thẻ đến'],
    en: ['Valid to', 'Valid until'],
    holds: 'ngày; trống nếu chưa định',
  }),
  primaryCareFacility: maybe(text(), {
    vi: ['Nơi KCB ban đầu', 'Nơi đăng ký KCB ban đầu', 'Nơi khám chữa bệnh ban đầu'],
    en: ['Primary care facility'],
    holds: 'tên cơ sở',
  }),
};

const columns = (today: Day) => ({
  ...facts,
  validFrom: filled(firstDay(today), {
    vi: ['Giá trị từ', 'Giá trị sử dụng từ', 'Từ ngày', 'Hạn thẻ từ'],
    en: ['Valid from'],
    holds: 'ngày',
  }),
  issuedOn: filled(day(today), {
    vi: ['Ngày cấp', 'Ngày cấp thẻ'],
    en: ['Issued on', 'Issue date'],
    holds: 'ngày',
  }),
  withdrawnOn: maybe(day(today), {
    vi: ['Ngày thu hồi', 'Ngày thu hồi thẻ'],
    en: ['Withdrawn on'],
    holds: 'ngày',
  }),
  ...childColumns(today),
});

/** What an old number says of its holder besides the social insurance number. */
function saidByNumber(number: string) {
  const [, code = null, level = null] = OLD_NUMBER.exec(number) ?? [];
  return { code, level: level === null ? null : Number(level) };
}

/** Health insurance cards; number and first day of validity tell them apart. */
export const insuranceCards = defineRecordKind({
  name: 'insurance-cards',
  title: { vi: 'thẻ bảo hiểm y tế', en: 'health insurance cards' },
  table: 'healthInsuranceCard',
  key: ['number', 'validFrom'],
  ownSystem: 'HEALTH_INSURANCE_CARD',
  rules: {
    number_has_its_form: { column: 'number', vi: 'Số thẻ BHYT sai dạng: hãy đối chiếu với thẻ.' },
    beneficiary_code_is_two_letters: {
      column: 'beneficiaryCode',
      vi: 'Mã đối tượng gồm hai chữ cái, như TE, HS.',
    },
    benefit_level_is_1_to_5: { column: 'benefitLevel', vi: 'Mức hưởng là số từ 1 đến 5.' },
    valid_to_after_valid_from: {
      column: 'validTo',
      vi: 'Ngày hết hạn trước ngày bắt đầu: hãy kiểm tra lại hai ngày.',
    },
  },
  columns,
  childOf: (values) => childBy(values, socialInsuranceNumberOf(values.number)),
  toRecord: (values) => {
    const said = saidByNumber(values.number);
    const code = values.beneficiaryCode ?? said.code;
    const level = values.benefitLevel ?? said.level;
    if (code === null || level === null)
      return new Misfit(
        code === null ? 'beneficiaryCode' : 'benefitLevel',
        'Số thẻ 10 chữ số không cho biết mã đối tượng và mức hưởng: hãy điền hai cột đó.',
      );
    if (code !== (said.code ?? code) || level !== (said.level ?? level))
      return new Misfit(
        'number',
        'Số thẻ không khớp với mã đối tượng hoặc mức hưởng: hãy kiểm tra.',
      );
    const { number, issuedOn, validFrom, validTo, withdrawnOn, primaryCareFacility } = values;
    return {
      number,
      beneficiaryCode: code,
      benefitLevel: level,
      issuedOn,
      validFrom,
      validTo,
      withdrawnOn,
      primaryCareFacility,
    };
  },
});
