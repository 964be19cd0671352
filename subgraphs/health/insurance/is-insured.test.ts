import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../shared/time/day.ts';
import { isInsured } from './is-insured.ts';

const card = { validFrom: '2022-01-01', validTo: '2022-12-31', withdrawnOn: null };
const openCard = { ...card, validTo: null };
const withdrawnCard = { ...card, withdrawnOn: '2022-06-15' };

describe('insured on a day', () => {
  test.each([
    ['2021-12-31', false],
    ['2022-01-01', true],
    ['2022-12-31', true],
    ['2023-01-01', false],
  ])('a card for 2022 on %s: %s', (on, insured) => {
    expect(isInsured([card], on)).toBe(insured);
  });

  test.each([
    ['2021-12-31', false],
    ['2099-12-31', true],
  ])('a card without an end on %s: %s', (on, insured) => {
    expect(isInsured([openCard], on)).toBe(insured);
  });

  test.each([
    ['2022-06-15', true],
    ['2022-06-16', false],
  ])('a card taken back on 15 June on %s: %s', (on, insured) => {
    expect(isInsured([withdrawnCard], on)).toBe(insured);
  });

  test('a card without an end ends when it is taken back', () => {
    expect(isInsured([{ ...openCard, withdrawnOn: '2022-06-15' }], '2022-06-16')).toBe(false);
  });

  test('no card, not insured', () => {
    expect(isInsured([], '2022-06-16')).toBe(false);
  });

  test('is membership in the days that the cards list', () => {
    const offset = fc.integer({ min: 0, max: 20 });
    const cards = fc.array(
      fc.record({ from: offset, length: offset, withdrawn: fc.option(offset) }),
      {
        maxLength: 4,
      },
    );
    const day = (days: number) => addDays('2020-02-20', days);
    fc.assert(
      fc.property(cards, offset, (drawn, on) => {
        const good = new Set<number>();
        for (const { from, length, withdrawn } of drawn) {
          for (let at = from; at <= from + length; at += 1)
            if (at <= (withdrawn ?? at)) good.add(at);
        }
        const rows = drawn.map(({ from, length, withdrawn }) => ({
          validFrom: day(from),
          validTo: day(from + length),
          withdrawnOn: withdrawn === null ? null : day(withdrawn),
        }));
        expect(isInsured(rows, day(on))).toBe(good.has(on));
      }),
    );
  });
});
