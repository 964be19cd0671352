import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../shared/time/day.ts';
import type { AdministrativeUnitRow } from './read-units.ts';
import {
  countIn,
  firstDay,
  inForce,
  lastDay,
  provinceOf,
  unitOn,
  units,
  versionsByCode,
} from './units-on-record.ts';

/** Whether some version of the parent's code is in force on every day of the unit's. */
function parentCovers(unit: AdministrativeUnitRow, day = firstDay(unit)): boolean {
  const parent = unitOn(unit.parentCode, day);
  if (parent === undefined) return false;
  return lastDay(parent) >= lastDay(unit) || parentCovers(unit, addDays(lastDay(parent), 1));
}

function overlap(one: AdministrativeUnitRow, other: AdministrativeUnitRow): boolean {
  return one !== other && (inForce(one, firstDay(other)) || inForce(other, firstDay(one)));
}

describe('how many units there are', () => {
  // As the resolutions and the Statistics Office state them.
  test.each([
    ['30', '2022-12-31', 12, 235],
    ['30', '2024-12-31', 12, 235],
    ['30', '2025-01-01', 12, 207],
    ['30', '2025-06-30', 12, 207],
    ['31', '2022-12-31', 15, 217],
    ['31', '2025-01-01', 15, 167],
    ['40', '2022-12-31', 21, 460],
    ['40', '2025-01-01', 20, 412],
    ['70', '2022-12-31', 11, 111],
    ['70', '2025-06-30', 11, 111],
    ['93', '2022-12-31', 8, 75],
    ['93', '2025-06-30', 8, 75],
    ['31', '2025-07-01', 0, 114],
    ['40', '2025-07-01', 0, 130],
    ['75', '2025-07-01', 0, 95],
    ['75', '2026-04-30', 0, 95],
    ['92', '2025-07-01', 0, 103],
  ])('province %s on %s: %i districts, %i communes', (province, on, districts, communes) => {
    expect(countIn(province, 'PROVINCE', on)).toBe(1);
    expect(countIn(province, 'DISTRICT', on)).toBe(districts);
    expect(countIn(province, 'COMMUNE', on)).toBe(communes);
  });

  test.each(['2025-07-01', '2026-04-30', '2026-09-20'])('34 provinces on %s', (on) => {
    expect(units.filter((unit) => unit.level === 'PROVINCE' && inForce(unit, on))).toHaveLength(34);
  });
});

describe('every unit version', () => {
  test('is named by its code and first day, and is the only one so named', () => {
    for (const unit of units) expect(unit.id).toBe(`${unit.code}@${unit.validFrom ?? 'start'}`);
    expect(new Set(units.map((unit) => unit.id)).size).toBe(units.length);
  });

  test('ends no earlier than it begins', () => {
    expect(units.filter((unit) => lastDay(unit) < firstDay(unit))).toEqual([]);
  });

  test('overlaps no other version of its code', () => {
    const wrong = units.filter((unit) =>
      versionsByCode.get(unit.code)?.some((other) => overlap(unit, other)),
    );
    expect(wrong).toEqual([]);
  });

  test('has the code length of its level', () => {
    const digits = { PROVINCE: 2, DISTRICT: 3, COMMUNE: 5 };
    expect(units.filter((unit) => unit.code.length !== digits[unit.level])).toEqual([]);
  });

  test('has a parent on every day it is in force, unless it is a province', () => {
    const wrong = units.filter((unit) =>
      unit.level === 'PROVINCE' ? unit.parentCode !== null : !parentCovers(unit),
    );
    expect(wrong).toEqual([]);
  });

  test('lies under a district to 2025-06-30 and under a province since, if it is a commune', () => {
    for (const commune of units.filter((unit) => unit.level === 'COMMUNE')) {
      const threeLevels = lastDay(commune) <= '2025-06-30';
      expect(threeLevels || firstDay(commune) >= '2025-07-01').toBe(true);
      expect(commune.parentCode).toHaveLength(threeLevels ? 3 : 2);
    }
  });

  test('has a name in Unicode NFC that begins with its kind', () => {
    const kind = /^(Tỉnh|Thành phố|Quận|Huyện|Thị xã|Xã|Phường|Thị trấn|Đặc khu)( \S+)+$/;
    for (const { name } of units) {
      expect(name.normalize('NFC')).toBe(name);
      expect(name).toMatch(kind);
    }
  });
});

describe('what a code meant on a day', () => {
  test.each([
    ['10507', '2025-06-30', 'Phường Cẩm Thượng', '30'],
    ['10507', '2025-07-01', 'Phường Thành Đông', '31'],
    ['697', '2022-09-30', 'Huyện Chơn Thành', '70'],
    ['697', '2022-10-01', 'Thị xã Chơn Thành', '70'],
    ['11344', '2020-02-29', 'Phường Lương Khánh Thiện', '31'],
    ['11344', '2022-04-10', 'Phường Cầu Đất', '31'],
    ['75', '2026-04-29', 'Tỉnh Đồng Nai', '75'],
    ['75', '2026-04-30', 'Thành phố Đồng Nai', '75'],
    ['25363', '2026-04-29', 'Xã Đồng Phú', '75'],
    ['25363', '2026-04-30', 'Phường Đồng Phú', '75'],
  ])('%s on %s: %s, province %s', (code, on, name, province) => {
    const unit = unitOn(code, on);
    expect(unit?.name).toBe(name);
    expect(unit && provinceOf(unit, on)).toBe(province);
  });

  test.each([
    ['30', '2025-07-01'],
    ['288', '2025-07-01'],
    ['11344', '2021-01-01'],
  ])('%s on %s: nothing', (code, on) => {
    expect(unitOn(code, on)).toBeUndefined();
  });
});
