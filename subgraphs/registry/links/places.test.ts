import { describe, expect, test } from '@jest/globals';
import { readAdministrativeUnits } from '../administrative-units/read-units.ts';
import { placesAmong } from './places.ts';

const places = placesAmong([
  { code: '10507', name: 'Phường Cẩm Thượng', parentCode: '288' },
  { code: '10507', name: 'Phường Hải Dương', parentCode: '31' },
  { code: '10546', name: 'Thị trấn Sao Đỏ', parentCode: '290' },
  { code: '10600', name: 'Xã Tân Tiến', parentCode: '297' },
  { code: '10700', name: 'Xã Tân Tiến', parentCode: '293' },
  { code: '10800', name: 'Xã An Lâm', parentCode: '291' },
  { code: '10801', name: 'Phường An Lâm', parentCode: '290' },
]);

describe('a commune', () => {
  test.each([
    ['10507', '10507'],
    [' 10507 ', '10507'],
    ['Phường Cẩm Thượng', '10507'],
    ['P. Cẩm Thượng', '10507'],
    ['cam thuong', '10507'],
    ['Cẩm Thượng, TP Hải Dương', '10507'],
    ['TT Sao Đỏ', '10546'],
    ['phường hải dương', '10507'],
    ['Xã An Lâm', '10800'],
    ['An Lâm', null],
    ['Xã Tân Tiến', null],
    ['99999', null],
    ['Xã Không Đâu', null],
    ['', null],
  ])('%j is %s', (text, code) => {
    expect(places.communeOf(text)).toBe(code);
  });

  test('lies in the district it last lay in', () => {
    expect(places.districtOf('10507')).toBe('288');
    expect(places.districtOf('99999')).toBeNull();
  });

  test('of the lists on record is known by its code, and by its name where that is no other’s', () => {
    const communes = readAdministrativeUnits().filter(({ level }) => level === 'COMMUNE');
    const all = placesAmong(communes);
    for (const { code, name } of communes) {
      expect(all.communeOf(code)).toBe(code);
      expect([code, null]).toContain(all.communeOf(name));
    }
  });
});
