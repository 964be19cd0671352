import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parse, validate } from 'graphql';
import { normaliseOperation } from './normalise-operation.ts';
import { peopleSchema } from '../../shared/graphql/people.fixture.ts';

function normalised(text: string, name?: string): string {
  return normaliseOperation(parse(text), name);
}

describe('an operation as it is kept', () => {
  test('holds no value, alias or name of the client, and is the same however it was written', () => {
    const written = `query NguyenVanAn($secretId: ID! = "00000000010") {
      anh: child(id: $secretId) { ...PhamMinhAnh id ten: name(short: true) }
      people(where: { name: "Phạm Minh Anh", age: 7 }, kinds: [ONE]) { friends(first: 73) { id } }
    } fragment PhamMinhAnh on Child { friends(first: 12) { name } }`;
    const otherwise = `fragment F on Child { friends(first: 5) { name } }
    query Other($x: ID! = "1") { people(kinds: [OTHER], where: {}) { friends(first: 1) { id } } child(id: $x) { name(short: false) id ...F } }`;
    const kept = normalised(written);
    expect(kept).toBe(normalised(otherwise));
    for (const secret of ['Nguyen', 'Pham', 'Phạm', 'secret', '00000000010', '73', 'anh', 'true'])
      expect(kept).not.toContain(secret);
    expect(validate(peopleSchema, parse(kept))).toEqual([]);
  });

  test('is the one that was named, without the others of its document', () => {
    const text = 'query A { child(id: 1) { id } } query B { people { id } }';
    expect(normalised(text, 'B')).toBe('{people{id}}');
  });

  test('never holds a string or number that was given, wherever it stood', () => {
    const word = fc.stringMatching(/^[a-z]{6,12}$/);
    const number = fc.integer({ min: 1000, max: 999_999 });
    fc.assert(
      fc.property(word, word, number, (name, id, age) => {
        const kept = normalised(
          `query q_${name}($v_${id}: ID = "${id}") { a_${name}: child(id: "${id}", on: """${name}""") { id }
           people(where: { name: "${name}", age: ${age}, born: { from: "${id}" } }) { friends(first: ${age}) @include(if: true) { id } } }`,
        );
        expect([name, id, String(age)].filter((value) => kept.includes(value))).toEqual([]);
      }),
    );
  });
});
