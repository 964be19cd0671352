import { expect, test } from '@jest/globals';
import { demoChild, PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import { randomFor } from '../../../shared/demo-province/random.ts';
import { ageInYears, daysBetween } from '../../../shared/time/day.ts';
import { demo } from '../demo.ts';

const CHILDREN = 150_000;

const people = Array.from({ length: CHILDREN }, (_, index) => demoChild(1, index + 1)).map(
  (child) => {
    const rows = demo.rowsOf(child, randomFor(1, child.childNo, 'justice'));
    return { child, births: rows.birthRegistration ?? [], aid: rows.legalAidCase ?? [] };
  },
);

function percent<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return (100 * items.filter(holds).length) / items.length;
}

test('about 98 % of the living under five are registered', () => {
  const underFive = people.filter(({ child }) => {
    const isHere = child.diedOn === null && child.departedOn === null;
    return isHere && ageInYears(child.dateOfBirth, PROVINCE_DAY) < 5;
  });
  const registered = percent(underFive, ({ births }) => births.length > 0);
  expect(Math.abs(registered - 98)).toBeLessThan(1.5);
});

test('about 96.5 % of births told of long enough ago were registered within 60 days', () => {
  const old = people.filter(({ child }) => child.dateOfBirth < '2018-01-01');
  const onTime = percent(old, ({ child: { dateOfBirth, registeredOn } }) => {
    return registeredOn !== null && daysBetween(dateOfBirth, registeredOn) <= 60;
  });
  expect(Math.abs(onTime - 96.5)).toBeLessThan(0.7);
});

test('about 2.5 % have no father on the register', () => {
  const births = people.flatMap((person) => person.births);
  const without = percent(births, ({ kind }) => kind === 'FATHER_UNKNOWN');
  expect(Math.abs(without - 2.5)).toBeLessThan(0.3);
});

test('no step of a case comes before birth, or after death, departure or the province stands', () => {
  const wrong = people.flatMap(({ child, aid }) => {
    const end = child.departedOn ?? child.diedOn ?? PROVINCE_DAY;
    const days = aid.flatMap((row) => [row.requestedOn, row.acceptedOn, row.givenOn, row.closedOn]);
    return days.filter((day) => typeof day === 'string' && (day < child.dateOfBirth || day > end));
  });
  expect(wrong).toEqual([]);
});

test('most child victims in criminal cases have legal aid, and some do not', () => {
  const victims = people.filter(({ child }) => child.harm?.criminal === true);
  const aided = percent(victims, ({ aid }) => aid.some((row) => row.role === 'VICTIM'));
  expect(aided).toBeGreaterThan(75);
  expect(aided).toBeLessThan(100);
});
