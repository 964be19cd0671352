import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childrenNamed, serialsOf } from './children-named.ts';

const ONE = formatChildNumber(1);
const TWO = formatChildNumber(2);

test.each([
  ['in its text', `{ accessLog(childId: "${ONE}") { nodes { at } } }`, {}, [1]],
  [
    'by a variable',
    'query ($id: ID!) { accessLog(childId: $id) { nodes { at } } }',
    { id: ONE },
    [1],
  ],
  [
    'by default',
    `query ($id: ID = "${TWO}") { accessLog(childId: $id) { nodes { at } } }`,
    {},
    [2],
  ],
  [
    'by another than the default',
    `query ($id: ID = "${TWO}") { accessLog(childId: $id) { nodes { at } } }`,
    { id: ONE },
    [1],
  ],
  [
    'twice',
    `{ a: accessLog(childId: "${ONE}") { x } b: accessLog(childId: "${TWO}") { x } }`,
    {},
    [1, 2],
  ],
  ['in a fragment', `{ ...F } fragment F on Query { accessLog(childId: "${ONE}") { x } }`, {}, [1]],
  [
    'in a mutation',
    `mutation { openEmergency(childId: "${ONE}", reason: "none") { id } }`,
    {},
    [1],
  ],
  [
    'in a mutation, by id',
    `mutation { sealChild(id: "${ONE}", reason: "none") { sealedAt } }`,
    {},
    [1],
  ],
  ['mistyped', '{ accessLog(childId: "00000000011") { x } }', {}, []],
  ['not at all', `{ child(id: "${ONE}") { fullName } }`, {}, []],
  ['as null', '{ accessLog(childId: null) { x } }', {}, []],
])('a child named %s', (_, text, variables, childNos) => {
  expect(childrenNamed(parse(text), variables)).toEqual(childNos);
});

test('register numbers become serials', () => {
  expect(serialsOf([ONE, 'nothing', TWO])).toEqual([1, 2]);
});
