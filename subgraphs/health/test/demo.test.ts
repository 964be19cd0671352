import { describe, expect, test } from '@jest/globals';
import { demoChild, PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import { randomFor } from '../../../shared/demo-province/random.ts';
import { addDays, ageInYears } from '../../../shared/time/day.ts';
import { insuranceCards } from '../demo/insurance-cards.ts';
import { measurements } from '../demo/measurements.ts';
import { isInsured } from '../insurance/is-insured.ts';
import { underSixCardEnd } from '../insurance/under-six-card-end.ts';
import type { JudgedMeasurement } from '../tables.ts';

const SEED = 1;
const CHILDREN = 30_000;

/** Everyone of a demo province who was born in it and is not a second number of somebody else. */
const people = Array.from({ length: CHILDREN }, (_, index) => demoChild(SEED, index + 1))
  .filter(({ retiredFor }) => retiredFor === null)
  .map((child) => {
    const random = randomFor(SEED, child.childNo, 'health');
    return { child, cards: insuranceCards(child, random), measured: measurements(child, random) };
  });

const living = people.filter(({ child }) => child.diedOn === null && child.departedOn === null);

function aged(from: number, to: number) {
  return living.filter(({ child }) => {
    const age = ageInYears(child.dateOfBirth, PROVINCE_DAY);
    return age >= from && age < to;
  });
}

function percent<Item>(items: readonly Item[], holds: (item: Item) => boolean | null): number {
  const judged = items.map(holds).filter((answer) => answer !== null);
  return (100 * judged.filter(Boolean).length) / judged.length;
}

describe('the demo province', () => {
  test.each([
    [0, 6, 96, 99.5],
    [6, 16, 96.5, 97.5],
  ])('insured from %d to under %d years: %d to %d %%', (from, to, least, most) => {
    const insured = percent(aged(from, to), ({ cards }) => isInsured(cards, PROVINCE_DAY));
    expect(insured).toBeGreaterThan(least);
    expect(insured).toBeLessThan(most);
  });

  test.each([
    ['underweight', 7.96],
    ['stunted', 11.9],
    ['wasted', 3.5],
  ] as const)('%s under five: about %d %%', (form, asked) => {
    const latest = aged(0, 5).flatMap(({ measured }) => measured.slice(0, 1));
    const obtained = percent(latest, (row: JudgedMeasurement) => row[form]);
    expect(Math.abs(obtained - asked)).toBeLessThan(1.2);
  });

  test('nine of ten children under five were measured, one to four times', () => {
    const underFive = aged(0, 5);
    const share = percent(underFive, ({ measured }) => measured.length > 0);
    expect(share).toBeGreaterThan(88.5);
    expect(share).toBeLessThan(91.5);
    expect(Math.max(...underFive.map(({ measured }) => measured.length))).toBe(4);
  });

  test('nothing is recorded before birth, after death or departure, or later than the province stands', () => {
    const wrong = people.flatMap(({ child, cards, measured }) => {
      const end = child.departedOn ?? child.diedOn ?? PROVINCE_DAY;
      const days = [
        ...cards.map((card) => card.issuedOn),
        ...measured.map((row) => row.measuredOn),
      ];
      return days.filter((day) => day < child.dateOfBirth || day > end);
    });
    expect(wrong).toEqual([]);
  });

  test('a card for under-sixes runs from birth to the day of the decree, and pupil cards begin after it', () => {
    const wrong = people.flatMap(({ child, cards }) => {
      const end = underSixCardEnd(child.dateOfBirth);
      return cards.filter(({ beneficiaryCode, validFrom, validTo }) =>
        beneficiaryCode === 'TE'
          ? validFrom !== child.dateOfBirth || validTo !== end
          : validFrom < addDays(end, 1),
      );
    });
    expect(wrong).toEqual([]);
  });

  test('cards issued before 1 April 2021 have 15 characters, later ones ten digits', () => {
    const cards = people.flatMap((person) => person.cards);
    const wrong = cards.filter(
      ({ number, issuedOn }) => (number.length === 15) !== issuedOn < '2021-04-01',
    );
    expect(wrong).toEqual([]);
    expect(new Set(cards.map(({ number }) => number.length))).toEqual(new Set([10, 15]));
  });

  test('equal seeds give equal records', () => {
    const again = (childNo: number) => {
      const random = randomFor(SEED, childNo, 'health');
      const child = demoChild(SEED, childNo);
      return { cards: insuranceCards(child, random), measured: measurements(child, random) };
    };
    expect(people.slice(100, 200).map(({ child }) => again(child.childNo))).toEqual(
      people.slice(100, 200).map(({ cards, measured }) => ({ cards, measured })),
    );
  });
});
