import { beforeAll, describe, expect, test } from '@jest/globals';
import { matchRecord } from '../../../subgraphs/registry/matching/match.ts';
import { createIndexBuilder } from '../../../subgraphs/registry/matching/register-index.ts';
import { errorKinds } from './errors.ts';
import { labelledRecord } from './labelled-record.ts';
import { createTallies, precision, recall } from './tally.ts';
import type { Tally } from './tally.ts';
import { places, registered, worldChild } from './world.ts';
import type { WorldChild } from './world.ts';

const world = { seed: 3, children: 8_000, rareNames: 0.2 };
const RECORDS = 3_000;

let children: WorldChild[];
let tallies: ReadonlyMap<string, Tally>;
beforeAll(() => {
  children = Array.from({ length: world.children }, (_, at) => worldChild(world, at + 1));
  const builder = createIndexBuilder(places);
  for (const child of children) if (child.isRegistered) builder.add(registered(child));
  const index = builder.build();
  const counted = createTallies();
  for (let recordNo = 1; recordNo <= RECORDS; recordNo += 1) {
    const labelled = labelledRecord(world, recordNo);
    counted.add(labelled, matchRecord(labelled.record, index));
  }
  ({ tallies } = counted);
});

describe('the world', () => {
  test('has the twins, brothers and sisters it says, who share what families share', () => {
    const withSibling = children.filter(({ siblingNo }) => siblingNo !== null);
    expect(withSibling.length / children.length).toBeCloseTo(0.31, 1);
    for (const child of withSibling) {
      const sibling = children[child.childNo - 2];
      expect([child.familyName, child.mother, child.homes]).toEqual([
        sibling?.familyName,
        sibling?.mother,
        sibling?.homes,
      ]);
    }
  });

  test('has no two children of one personal number', () => {
    const numbers = children.flatMap((child) => registered(child).identifiers);
    const personal = numbers.filter(({ system }) => system === 'PERSONAL_ID');
    expect(new Set(personal.map(({ value }) => value)).size).toBe(personal.length);
  });
});

describe('the records', () => {
  test('are the same each time', () => {
    const draw = () => Array.from({ length: 50 }, (_, at) => labelledRecord(world, at + 1));
    expect(draw()).toEqual(draw());
  });

  test('go wrong in every way there is, about as often as said', () => {
    for (const { name, rate } of errorKinds) {
      const tally = tallies.get(name);
      expect([name, tally === undefined]).toEqual([name, false]);
      const share = ((tally?.known ?? 0) + (tally?.unknown ?? 0)) / RECORDS;
      expect([name, share <= rate + 5 * Math.sqrt(rate / RECORDS)]).toEqual([name, true]);
    }
  });
});

test('the goal is reached: recall 0.97 at precision 0.999', () => {
  const all = tallies.get('all');
  expect(all && recall(all)).toBeGreaterThanOrEqual(0.97);
  expect(all && precision(all)).toBeGreaterThanOrEqual(0.999);
});

test('a record that is right in everything is never linked to another child', () => {
  expect(tallies.get('nothing wrong')).toMatchObject({ linkedWrong: 0 });
});
