import fc from 'fast-check';
import type { IncomingRecord, RegisterChild } from './record.ts';
import { createIndexBuilder } from './register-index.ts';

const DISTRICTS: Readonly<Record<string, string>> = {
  '10507': '288',
  '10510': '288',
  '10546': '290',
};

/** The index of a register of these children. */
export function indexOf(children: readonly RegisterChild[]) {
  const builder = createIndexBuilder({
    communeOf: (text) => text,
    districtOf: (commune) => DISTRICTS[commune] ?? null,
  });
  for (const child of children) builder.add(child);
  return builder.build();
}

/** A child such as any; what is given replaces it. */
export function child(childNo: number, facts: Partial<RegisterChild> = {}): RegisterChild {
  return {
    childNo,
    identifiers: [
      { system: 'PERSONAL_ID', value: `0302150000${String(childNo).padStart(2, '0')}` },
    ],
    fullName: 'Phạm Tường Vy',
    dateOfBirth: '2015-03-12',
    sex: 'FEMALE',
    communes: ['10507'],
    motherName: 'Đỗ Thị Bích Hằng',
    ...facts,
  };
}

/** What a record says that has everything of a child right; what is given replaces it. */
export function recordOf(
  child: RegisterChild,
  facts: Partial<IncomingRecord> = {},
): IncomingRecord {
  return {
    identifiers: [],
    fullName: child.fullName,
    dateOfBirth: child.dateOfBirth,
    birthYear: null,
    sex: child.sex,
    commune: child.communes[0] ?? null,
    motherName: child.motherName,
    ...facts,
  };
}

const word = fc.constantFrom('Minh', 'Anh', 'Ánh', 'Vy', 'Vi', 'Huy', 'Duy', 'Bảo', 'Gia', 'Khuê');
const family = fc.constantFrom('Nguyễn', 'Trần', 'Lê', 'Đỗ', 'Nghiêm');

/** Full names that are often alike. */
export const fullName = fc
  .tuple(family, fc.array(word, { minLength: 1, maxLength: 3 }))
  .map(([first, others]) => [first, ...others].join(' '));

/** Birthdays that are often near each other. */
export const birthday = fc
  .tuple(
    fc.constantFrom('2015', '2016'),
    fc.constantFrom('01', '03', '12'),
    fc.constantFrom('01', '03', '12', '25'),
  )
  .map(([year, month, day]) => `${year}-${month}-${day}`);

const sex = fc.constantFrom('MALE' as const, 'FEMALE' as const);
const commune = fc.constantFrom(...Object.keys(DISTRICTS));

/** Registers of a few children who are often alike, each with a personal number of its own. */
export const register = fc
  .array(
    fc.record({
      fullName,
      dateOfBirth: birthday,
      sex,
      communes: fc.array(commune, { maxLength: 2 }),
      motherName: fc.option(fullName),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((children) => children.map((facts, index) => child(index + 1, facts)));

/** Records of such children, or of none. */
export const record: fc.Arbitrary<IncomingRecord> = fc.record({
  identifiers: fc.constant([]),
  fullName: fc.option(fullName),
  dateOfBirth: fc.option(birthday),
  birthYear: fc.constant(null),
  sex: fc.option(sex),
  commune: fc.option(commune),
  motherName: fc.option(fullName),
});
