import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { operationHash } from './operation-hash.ts';

function hash(text: string): string {
  return operationHash(parse(text));
}

const QUESTION = 'query A { child(id: "00000000010") { fullName } }';

test.each([
  ['another value', 'query A { child(id: "00000000028") { fullName } }'],
  ['a variable', 'query A($x: ID!) { child(id: $x) { fullName } }'],
  ['another name', 'query NguyenVanA { child(id: "") { fullName } }'],
  ['no name', '{ child(id: "") { fullName } }'],
  ['aliases', '{ a: child(id: "") { b: fullName } }'],
  ['other white space', '{child(id:"")\n{fullName}}'],
])('%s leaves it as it is', (_, text) => {
  expect(hash(text)).toBe(hash(QUESTION));
});

test.each([
  ['another field', '{ child(id: "") { dateOfBirth } }'],
  ['one field more', '{ child(id: "") { fullName sex } }'],
  ['another argument', '{ child(on: "") { fullName } }'],
  ['a mutation', 'mutation { child(id: "") { fullName } }'],
])('%s changes it', (_, text) => {
  expect(hash(text)).not.toBe(hash(QUESTION));
});

test('the names of fragments do not count, what is in them does', () => {
  const withFragment = (name: string, field: string) =>
    hash(`{ child(id: "") { ...${name} } } fragment ${name} on Child { ${field} }`);
  expect(withFragment('A', 'sex')).toBe(withFragment('B', 'sex'));
  expect(withFragment('A', 'sex')).not.toBe(withFragment('A', 'fullName'));
});
