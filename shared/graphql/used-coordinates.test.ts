import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { inputCoordinates, usedCoordinates } from './used-coordinates.ts';
import { peopleSchema } from './people.fixture.ts';

describe('what an operation uses', () => {
  test('is named by the schema: fields, arguments and input fields', () => {
    const { coordinates, inputs } = usedCoordinates(
      parse(
        'query ($w: Where) { people(where: { born: { from: "x" } }) { id } more: people(where: $w) { name } }',
      ),
      peopleSchema,
    );
    expect([...coordinates].sort()).toEqual([
      'Child.id',
      'Child.name',
      'Period.from',
      'Query.people',
      'Query.people(where:)',
      'Where.born',
    ]);
    expect([...inputs.keys()]).toEqual(['w']);
  });

  test('and in variables too, without their values', () => {
    const { inputs } = usedCoordinates(
      parse('query ($w: Where) { people(where: $w) { id } }'),
      peopleSchema,
    );
    const type = inputs.get('w');
    if (type === undefined) throw new Error('The variable is an input.');
    const given = { name: 'Phạm Minh Anh', born: { to: '2020-01-01' }, unknown: 1 };
    expect(inputCoordinates(type, given).sort()).toEqual(['Period.to', 'Where.born', 'Where.name']);
    expect(inputCoordinates(type, [null, 'x', [given]]).sort()).toEqual([
      'Period.to',
      'Where.born',
      'Where.name',
    ]);
  });
});
