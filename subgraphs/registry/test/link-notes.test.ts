import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { CHAU, CHI, ofATwin, ofKhoi, openLinks } from './links.fixture.ts';
import type { Viewer } from './links.fixture.ts';
import { register } from './register.fixture.ts';

const RETIRED = formatChildNumber(4);
const TWO =
  'query ($one: ID!, $other: ID!) { one: child(id: $one) { id } other: child(id: $other) { id } }';

let links: Awaited<ReturnType<typeof openLinks>>;
beforeAll(async () => {
  links = await openLinks();
  await register(links.department, 4, 'Đỗ Minh Châu', { merged_into: 1 });
  await links.link([
    { key: 'of a twin', record: ofATwin },
    { key: 'of Khôi', record: { ...ofKhoi, identifiers: [], motherName: 'Vũ Bích Ngà' } },
  ]);
});
afterAll(() => links[Symbol.asyncDispose]());

async function waitingFor(one: string, other: string, viewer: Viewer = {}) {
  const { extensions } = await links.ask(TWO, { one, other }, viewer);
  return extensions?.links?.waiting.toSorted((a, b) => a.childNo - b.childNo);
}

const waits = (childNo: number) => ({ childNo, department: 'health' });

test.each<[string, string, number]>([
  ['the door, with the children asked for', `one: child(id: "${CHAU}") { id }`, 0],
  ['itself, with a child by a retired number', `one: child(id: "${RETIRED}") { id }`, 1],
  ['itself, once for all who show no child', `cohort { count }`, 1],
])('notes are read by %s', async (_, question, readings) => {
  const { statements } = links.department;
  await Promise.all([1, 2, 3].map(() => links.ask(`{ ${question} }`)));
  statements.length = 0;
  const answers = await Promise.all([1, 2, 3].map(() => links.ask(`{ ${question} }`)));
  for (const { extensions } of answers) expect(extensions?.links).toBeDefined();
  const alone = statements.filter((text) => text.startsWith('select json_build_object'));
  expect(alone).toHaveLength(readings);
});

test.each<[string, string, string, Viewer, number[]]>([
  ['both twins, seen', CHAU, CHI, {}, [1, 2]],
  ['both twins, one of them outside the area', CHAU, CHI, { units: ['10507'] }, [1]],
  ['both twins, both outside the area', CHAU, CHI, { units: ['10660'] }, []],
  ['a child by its retired number', RETIRED, RETIRED, {}, [1]],
  ['a child by both its numbers', RETIRED, CHAU, {}, [1]],
  ['a sealed child', formatChildNumber(3), CHI, {}, [2]],
  ['a sealed child, by one who may', formatChildNumber(3), CHI, { seesSealed: true }, [2, 3]],
  ['nobody', formatChildNumber(99), formatChildNumber(98), {}, []],
])('a record that waits is told of %s', async (_, one, other, viewer, told) => {
  expect(await waitingFor(one, other, viewer)).toEqual(told.map(waits));
});
