import { describe, expect, test } from '@jest/globals';
import { PROVINCE_DAY } from '../../shared/demo-province/demo-child.ts';
import { figures } from '../../shared/demo-province/figures.ts';
import { storyCount, storyOf } from '../../shared/demo-province/story-of.ts';
import { readAdministrativeUnits } from '../../subgraphs/registry/administrative-units/read-units.ts';

const HAI_DUONG = '30';

const inForce = readAdministrativeUnits().filter(
  ({ validFrom, validTo }) =>
    (validFrom === null || validFrom <= PROVINCE_DAY) &&
    (validTo === null || PROVINCE_DAY <= validTo),
);
const districts = new Set(
  inForce
    .filter(({ level, parentCode }) => level === 'DISTRICT' && parentCode === HAI_DUONG)
    .map(({ code }) => code),
);

describe('the communes that demo children live in', () => {
  test('are 235 in 12 districts', () => {
    expect(figures.communes).toHaveLength(235);
    expect(new Set(figures.communes.map(({ code }) => code)).size).toBe(235);
    expect(districts.size).toBe(12);
    expect(new Set(figures.communes.map(({ district }) => district))).toEqual(districts);
  });

  test('are those in force in Hải Dương on the day of the province, each in its district', () => {
    const real = inForce
      .filter(({ level, parentCode }) => level === 'COMMUNE' && districts.has(parentCode ?? ''))
      .map(({ code, parentCode }) => `${code} in ${parentCode}`);
    const ours = figures.communes.map(({ code, district }) => `${code} in ${district}`);
    expect(ours.sort()).toEqual(real.sort());
  });

  test('hold every home that a fixed case names', () => {
    const homes = Array.from(
      { length: storyCount },
      (_, index) => storyOf(index + 1)?.facts.homes ?? [],
    ).flat();
    const codes = new Set(figures.communes.map(({ code }) => code));
    expect(homes.length).toBeGreaterThan(0);
    expect(homes.filter(({ commune }) => !codes.has(commune))).toEqual([]);
  });
});
