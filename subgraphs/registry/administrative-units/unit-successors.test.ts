import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../shared/time/day.ts';
import {
  lastDay,
  linksFrom,
  provinceOf,
  successors,
  unitOf,
  unitOn,
  units,
} from './units-on-record.ts';

const LAST_DAY_OF_THREE_LEVELS = '2025-06-30';
const endedWithThreeLevels = units.filter((unit) => unit.validTo === LAST_DAY_OF_THREE_LEVELS);

describe('every succession', () => {
  test('joins two units on record, and is stated once', () => {
    for (const link of successors) expect(unitOf(link.unitId)).not.toBe(unitOf(link.successorId));
    const pairs = successors.map((link) => `${link.unitId} ${link.successorId}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  test('begins the day after the unit ended', () => {
    for (const link of successors) {
      expect(unitOf(link.successorId).validFrom).toBe(addDays(lastDay(unitOf(link.unitId)), 1));
    }
  });

  test('is FULL when it is the only one, PARTIAL when there are several', () => {
    const wrong = units.filter((unit) => {
      const links = linksFrom(unit);
      const extent = links.length > 1 ? 'PARTIAL' : 'FULL';
      return links.some((link) => link.extent !== extent);
    });
    // Three communes of Huyện An Dương went to Quận Hồng Bàng, which is no new unit.
    expect(wrong.map((unit) => unit.name)).toEqual(['Huyện An Dương']);
  });
});

describe('the change to two levels', () => {
  test('leaves no commune and no province without a successor', () => {
    const others = endedWithThreeLevels.filter((unit) => unit.level !== 'DISTRICT');
    expect(others.filter((unit) => linksFrom(unit).length === 0)).toEqual([]);
  });

  test('leaves the districts without one, but for the island that had no commune', () => {
    const districts = endedWithThreeLevels.filter((unit) => unit.level === 'DISTRICT');
    const succeeded = districts.filter((unit) => linksFrom(unit).length > 0);
    expect(succeeded.map((unit) => unit.name)).toEqual(['Huyện Bạch Long Vĩ']);
  });

  test('made the new Hải Phòng out of Hải Dương and the old Hải Phòng', () => {
    const parts = successors.filter((link) => link.successorId === '31@2025-07-01');
    expect(parts.map((link) => link.unitId)).toEqual(['30@start', '31@start']);
  });

  test('put Phường Cẩm Thượng whole into Phường Thành Đông', () => {
    const link = { unitId: '10507@start', successorId: '10507@2025-07-01', extent: 'FULL' };
    const [found, ...others] = linksFrom(unitOf('10507@start'));
    expect(found).toEqual({ ...link, resolution: '1669/NQ-UBTVQH15' });
    expect(others).toEqual([]);
    expect(unitOf('10507@2025-07-01')).toMatchObject({
      name: 'Phường Thành Đông',
      parentCode: '31',
    });
  });

  test('made every commune of the new Hải Phòng and of Nghệ An out of older ones', () => {
    const made = new Set(successors.map((link) => link.successorId));
    const begun = units.filter((unit) => unit.validFrom === '2025-07-01');
    const communes = begun.filter((unit) => ['31', '40'].includes(unit.parentCode ?? ''));
    expect(communes).toHaveLength(114 + 130);
    expect(communes.filter((unit) => !made.has(unit.id))).toEqual([]);
  });

  test('split 75 communes, 35 of Hải Dương and 37 of Hải Phòng', () => {
    const split = endedWithThreeLevels.filter((unit) => linksFrom(unit).length > 1);
    const provinces = split.map((unit) => provinceOf(unit, LAST_DAY_OF_THREE_LEVELS));
    expect(provinces).toHaveLength(75);
    expect(provinces.filter((province) => province === '30')).toHaveLength(35);
    expect(provinces.filter((province) => province === '31')).toHaveLength(37);
  });
});

describe('the changes before it', () => {
  test('a ward given another code is succeeded by itself', () => {
    const [link] = linksFrom(unitOf('11353@start'));
    expect(link?.successorId).toBe('11344@2022-04-10');
    expect(unitOn('11353', '2022-04-09')?.name).toBe(unitOn('11344', '2022-04-10')?.name);
  });

  test.each([
    ['2019-11-30', 28],
    ['2019-12-31', 13],
    ['2020-02-29', 7],
    ['2024-12-31', 113],
  ])('of the communes that ended on %s, %i have no known successor', (on, count) => {
    const ended = units.filter((unit) => unit.level === 'COMMUNE' && unit.validTo === on);
    expect(ended.filter((unit) => linksFrom(unit).length === 0)).toHaveLength(count);
  });
});
