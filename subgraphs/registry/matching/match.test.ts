import { describe, expect, test } from '@jest/globals';
import { matchRecord } from './match.ts';
import type { IncomingRecord, RegisterChild } from './record.ts';
import { child, indexOf, recordOf } from './register.fixture.ts';

const vy = child(1);
const others = [
  child(2, {
    fullName: 'Nguyễn Gia Bảo',
    dateOfBirth: '2016-07-04',
    sex: 'MALE',
    motherName: 'Trần Thị Lụa',
  }),
  child(3, {
    fullName: 'Lê Khánh Linh',
    dateOfBirth: '2014-11-30',
    communes: ['10546'],
    motherName: 'Vũ Kim Thoa',
  }),
];
const index = indexOf([vy, ...others]);

function outcome(record: IncomingRecord, children?: readonly RegisterChild[]) {
  const decision = matchRecord(record, children === undefined ? index : indexOf(children));
  if (decision.outcome === 'LINK') return `${decision.how} ${decision.link.childNo}`;
  return decision.outcome === 'NONE' ? 'NONE' : decision.doubts.join();
}

describe('without a number', () => {
  test.each<[string, Partial<IncomingRecord>]>([
    ['everything right', {}],
    [
      'decomposed',
      { fullName: vy.fullName.normalize('NFD'), motherName: 'Đỗ Thị Bích Hằng'.normalize('NFD') },
    ],
    ['no marks, capitals', { fullName: 'PHAM TUONG VY', motherName: 'DO THI BICH HANG' }],
    ['family name last', { fullName: 'Tường Vy Phạm' }],
    ['i for y', { fullName: 'Phạm Tường Vi' }],
    ['no middle name', { fullName: 'Phạm Vy' }],
    ['another family name', { fullName: 'Đỗ Tường Vy' }],
    ['Telex left over', { fullName: 'Phamj Tuwowngf Vy' }],
    ['VNI left over', { fullName: 'Pham5 Tuong72 Vy' }],
    ['first letters', { fullName: 'P. T. Vy' }],
    ['day and month exchanged', { dateOfBirth: '2015-12-03' }],
    ['a year off', { dateOfBirth: '2014-03-12' }],
    ['1 January', { dateOfBirth: '2015-01-01' }],
    ['the year only', { dateOfBirth: null, birthYear: 2015 }],
    ['another commune', { commune: '10546' }],
    ['another mother', { motherName: 'Ngô Lệ Quyên' }],
    ['no mother', { motherName: null }],
    ['a mistyped mother', { motherName: 'Đỗ Thị Bích Hằnh' }],
    ['no name yet, of her mother', { fullName: 'Con bà Đỗ Thị Bích Hằng', motherName: null }],
    ['no name yet', { fullName: 'Chưa đặt tên' }],
  ])('%s: linked', (_, facts) => {
    expect(outcome(recordOf(vy, facts))).toBe('LIKENESS 1');
  });

  test.each<[string, Partial<IncomingRecord>, string]>([
    ['another given name', { fullName: 'Phạm Tường Lam' }, 'GIVEN_NAME_DIFFERS'],
    ['another birthday', { dateOfBirth: '2013-09-30' }, 'BIRTH_DIFFERS'],
    [
      'neither name nor birthday',
      { fullName: 'Bé gái', dateOfBirth: '2015-03-13' },
      'NAME_SAYS_TOO_LITTLE',
    ],
    ['a name alone', { dateOfBirth: null, commune: null, motherName: null, sex: null }, 'NONE'],
    [
      'nothing',
      { fullName: null, dateOfBirth: null, commune: null, motherName: null, sex: null },
      'NONE',
    ],
  ])('%s: %s', (_, facts, expected) => {
    expect(outcome(recordOf(vy, facts))).toBe(expected);
  });

  test('a given name mistyped into one that other children bear is for someone to look at', () => {
    const linh = others[1] ?? vy;
    expect(outcome(recordOf(linh, { fullName: 'Lê Khánh Linhh' }))).toBe('LIKENESS 3');
    expect(outcome(recordOf(linh, { fullName: 'Lê Khánh Minh' }))).toBe('GIVEN_NAME_OF_ANOTHER');
  });

  test('of twins the one whose name it is, none without a name', () => {
    const twins = [
      child(6, { fullName: 'Nguyễn Gia Bảo' }),
      child(7, { fullName: 'Nguyễn Gia Huy' }),
    ];
    const [bao = vy] = twins;
    expect(outcome(recordOf(bao), twins)).toBe('LIKENESS 6');
    expect(outcome(recordOf(bao, { fullName: 'nguyen gia huy' }), twins)).toBe('LIKENESS 7');
    expect(outcome(recordOf(bao, { fullName: 'Con bà Đỗ Thị Bích Hằng' }), twins)).toBe(
      'SEVERAL_ALIKE',
    );
    expect(outcome(recordOf(bao, { fullName: 'Nguyễn Gia Duy' }), twins)).toContain('GIVEN_NAME');
  });

  test('a common name, a commune and a year could be chance', () => {
    const anh = child(4, { fullName: 'Nguyễn Thị Anh' });
    const facts = { dateOfBirth: null, birthYear: 2015, motherName: null, sex: null };
    expect(outcome(recordOf(anh, facts), [anh])).toBe('TOO_LITTLE');
  });

  test('candidates who are equally near stand in the order of their numbers', () => {
    const twins = [child(7), child(6)];
    const found = [twins, [...twins].reverse()].map((children) => {
      const decision = matchRecord(recordOf(vy), indexOf(children));
      return decision.outcome === 'REVIEW' && decision.candidates.map(({ childNo }) => childNo);
    });
    expect(found).toEqual([
      [6, 7],
      [6, 7],
    ]);
  });

  test('two of one name and birthday are told apart by mother and commune, else not', () => {
    const one = child(8, { fullName: 'Nguyễn Khánh Linh' });
    const other = child(9, {
      fullName: 'Nguyễn Khánh Linh',
      communes: ['10546'],
      motherName: 'Trần Thị Lụa',
    });
    expect(outcome(recordOf(one), [one, other])).toBe('LIKENESS 8');
    const bare = recordOf(one, { commune: null, motherName: null });
    expect(outcome(bare, [one, other])).toBe('SEVERAL_ALIKE');
  });
});

describe('with a number', () => {
  const number = (value: string, system = 'PERSONAL_ID') => ({ identifiers: [{ system, value }] });

  test.each<[string, Partial<IncomingRecord>]>([
    ['as it is', number('030215000001')],
    ['with blanks', number(' 0302 1500 0001 ')],
    ['without its zero', number('30215000001')],
    ['of the register', number('00000000010', 'REGISTER_NUMBER')],
    [
      'and nothing else',
      { ...number('030215000001'), fullName: null, dateOfBirth: null, motherName: null },
    ],
    ['and a placeholder', { ...number('030215000001'), fullName: 'chưa đặt tên' }],
    [
      'and another mother and home',
      { ...number('030215000001'), motherName: 'Ngô Lệ Quyên', commune: '10546' },
    ],
  ])('%s: linked', (_, facts) => {
    expect(outcome(recordOf(vy, facts))).toBe('IDENTIFIER 1');
  });

  test('an old health insurance card is read by the number in it', () => {
    const insured = child(5, {
      identifiers: [{ system: 'HEALTH_INSURANCE_CARD', value: '3000000005' }],
    });
    const record = recordOf(insured, number('TE 1 30 3000000005', 'HEALTH_INSURANCE_CARD'));
    expect(outcome(record, [insured])).toBe('IDENTIFIER 5');
  });

  test.each<[string, Partial<IncomingRecord>, string]>([
    [
      'of a child of another name',
      { ...number('030215000001'), fullName: 'Phạm Gia Huy' },
      'GIVEN_NAME_DIFFERS',
    ],
    [
      'of a child born another day',
      { ...number('030215000001'), dateOfBirth: '2012-08-30' },
      'BIRTH_DIFFERS',
    ],
    [
      'of another child in the register',
      number('00000000028', 'REGISTER_NUMBER'),
      'GIVEN_NAME_DIFFERS,BIRTH_DIFFERS,ANOTHER_IS_NEARER',
    ],
    [
      'of another child',
      number('030215000002'),
      'GIVEN_NAME_DIFFERS,BIRTH_DIFFERS,ANOTHER_IS_NEARER',
    ],
    ['of nobody', number('030215999999'), 'PERSONAL_ID_DIFFERS'],
    ['of nobody, a digit off', number('030215000007'), 'PERSONAL_ID_DIFFERS'],
  ])('%s: to review', (_, facts, doubts) => {
    expect(outcome(recordOf(vy, facts))).toBe(doubts);
  });

  test('a mistyped register number says nothing', () => {
    expect(outcome(recordOf(vy, number('00000000011', 'REGISTER_NUMBER')))).toBe('LIKENESS 1');
  });

  test('numbers of two children: to review', () => {
    const two = [
      { system: 'PERSONAL_ID', value: '030215000001' },
      { system: 'PERSONAL_ID', value: '030215000002' },
    ];
    expect(outcome(recordOf(vy, { identifiers: two }))).toBe('IDENTIFIERS_OF_SEVERAL');
  });

  test('of a system the register does not know says nothing', () => {
    expect(outcome(recordOf(vy, number('A-7', 'SWIMMING_CLUB')))).toBe('LIKENESS 1');
  });
});
