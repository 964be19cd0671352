import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../shared/children/child-number.ts';
import { PROVINCE_DAY } from '../shared/demo-province/demo-child.ts';
import { figures } from '../shared/demo-province/figures.ts';
import { stories } from '../shared/demo-province/stories.ts';
import { readAdministrativeUnits } from '../subgraphs/registry/administrative-units/read-units.ts';

const README = path.join(import.meta.dirname, '../shared/demo-province/README.md');
const HAI_DUONG = '30';

test("the README's table of the fixed cases is stories.ts, word for word", () => {
  const rows = [...readFileSync(README, 'utf8').matchAll(/^\| `(\d{11})` \| `(\w+)` +\| (.*?) +\|$/gm)];
  expect(rows.map(([, number, story, tells]) => ({ number, story, tells }))).toEqual(
    Object.entries(stories).map(([story, { tells }], index) => ({
      number: formatChildNumber(index + 1),
      story,
      tells,
    })),
  );
});

describe('the communes that demo children live in', () => {
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

  test('are 235 in 12 districts', () => {
    expect(figures.communes).toHaveLength(235);
    expect(new Set(figures.communes.map(({ code }) => code)).size).toBe(235);
    expect(new Set(figures.communes.map(({ district }) => district))).toEqual(districts);
    expect(districts.size).toBe(12);
  });

  test('are those in force in Hải Dương on the day of the province, each in its district', () => {
    const real = inForce
      .filter(({ level, parentCode }) => level === 'COMMUNE' && districts.has(parentCode ?? ''))
      .map(({ code, parentCode }) => `${code} in ${parentCode}`);
    const ours = figures.communes.map(({ code, district }) => `${code} in ${district}`);
    expect(ours.sort()).toEqual(real.sort());
  });

  test('hold every home that a fixed case names', () => {
    const homes = Object.values(stories).flatMap((facts) => ('homes' in facts ? facts.homes : []));
    const codes = new Set(figures.communes.map(({ code }) => code));
    expect(homes.filter(({ commune }) => !codes.has(commune))).toEqual([]);
    expect(homes.length).toBeGreaterThan(0);
  });
});
