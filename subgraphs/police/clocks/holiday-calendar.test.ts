import { describe, expect, test } from '@jest/globals';
import { holidayCalendar, readHolidayCalendar } from './holiday-calendar.ts';

const days = readHolidayCalendar();
const calendar = holidayCalendar(days);
const years = [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026];

const isWeekday = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});
/** Month and day of the lunar calendar, by ICU; Việt Nam's agrees with it in these years. */
const lunarDay = (day: string) => lunar.format(new Date(`${day}T00:00:00Z`));

function named(year: number, name: string): string[] {
  return days
    .filter((line) => line.day.startsWith(`${year}-`) && line.name === name)
    .map(({ day }) => day);
}

describe.each(years)('the calendar of %i', (year) => {
  test('is covered', () => {
    expect(calendar.covers(year)).toBe(true);
  });

  test('has the Hùng Kings on the tenth of the third lunar month', () => {
    expect(named(year, 'Giỗ Tổ Hùng Vương').map(lunarDay)).toEqual(['3/10']);
  });

  test('has five days of Tết in a row, lunar New Year among them', () => {
    const tet = named(year, 'Tết Nguyên đán');
    expect(tet).toHaveLength(5);
    expect(tet.map(lunarDay)).toEqual(expect.arrayContaining(['1/1', '1/2', '1/3']));
  });

  test('gives every day off the law promises, on a day otherwise worked', () => {
    // Ten by the Labour Code of 2012, eleven by that of 2019 in force since 2021; in 2026 Culture Day besides.
    const promised = year < 2021 ? 10 : year < 2026 ? 11 : 12;
    const off = days.filter(
      ({ day, name, isWorkingDay }) =>
        day.startsWith(`${year}-`) && !isWorkingDay && isWeekday(day) && name !== 'Nghỉ hoán đổi',
    );
    expect(off).toHaveLength(promised);
  });

  test('has a weekend day worked for each day exchanged', () => {
    const worked = days.filter(
      ({ day, isWorkingDay }) => day.startsWith(`${year}-`) && isWorkingDay,
    );
    const forThisYear = worked.filter(({ name }) => !name.endsWith(`/${year - 1}`));
    expect(forThisYear).toHaveLength(named(year, 'Nghỉ hoán đổi').length);
    expect(worked.filter(({ day }) => isWeekday(day))).toEqual([]);
  });
});

test('names each day once, in order', () => {
  const listed = days.map(({ day }) => day);
  expect(listed).toEqual([...new Set(listed)].sort());
});

test('no other year is covered, nor one with a single day entered', () => {
  expect(calendar.covers(2018)).toBe(false);
  expect(calendar.covers(2027)).toBe(false);
  expect(holidayCalendar([{ day: '2027-01-01', isWorkingDay: false }]).covers(2027)).toBe(false);
});

test.each([
  ['2022-05-03', false],
  ['2022-05-04', true],
  ['2022-05-07', false],
  ['2024-05-04', true],
  ['2024-04-29', false],
])('%s worked: %s', (day, worked) => {
  expect(calendar.isWorkingDay(day)).toBe(worked);
});
