import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { register } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

let department: Department;
beforeAll(async () => {
  department = await openDepartment(subgraph);
  for (const [index, name] of ['Nguyễn Văn An', 'Nguyễn Thị Anh', 'Lê Cơ'].entries()) {
    await register(department, index + 1, name);
  }
});
afterAll(() => department[Symbol.asyncDispose]());

function search(asked: Record<string, unknown>) {
  const query = `query ($name: String!, $birthYear: Int, $unit: ID, $first: Int) {
    searchChildren(name: $name, birthYear: $birthYear, unit: $unit, first: $first) { matchedName }
  }`;
  return department.ask(query, asked);
}

describe('bad input', () => {
  test.each([
    ['', 'INVALID_ARGUMENT'],
    ['   ', 'INVALID_ARGUMENT'],
    ['A', 'INVALID_ARGUMENT'],
    [' ý ', 'INVALID_ARGUMENT'],
    ['\u0301', 'INVALID_ARGUMENT'],
    ['%%', 'INVALID_ARGUMENT'],
    ["'", 'INVALID_ARGUMENT'],
    ['\u0000', 'INVALID_ARGUMENT'],
    ['a'.repeat(101), 'INVALID_ARGUMENT'],
  ])('name %j: %s', async (text, code) => {
    const { data, errors } = await search({ name: text });
    expect(data).toEqual({ searchChildren: null });
    expect(errors?.map((error) => error.extensions?.['code'])).toEqual([code]);
  });

  test.each([
    [{ first: 0 }, 'INVALID_ARGUMENT'],
    [{ first: -1 }, 'INVALID_ARGUMENT'],
    [{ first: 101 }, 'INVALID_ARGUMENT'],
    [{ first: 10_000 }, 'INVALID_ARGUMENT'],
    [{ birthYear: 1899 }, 'INVALID_ARGUMENT'],
    [{ birthYear: 2023 }, 'INVALID_ARGUMENT'],
    [{ birthYear: -2015 }, 'INVALID_ARGUMENT'],
    [{ unit: '99' }, 'UNKNOWN_UNIT'],
    [{ unit: '' }, 'UNKNOWN_UNIT'],
    [{ unit: "30'" }, 'UNKNOWN_UNIT'],
  ])('%j: %s', async (asked, code) => {
    const { data, errors } = await search({ name: 'Nguyễn', ...asked });
    expect(data).toEqual({ searchChildren: null });
    expect(errors?.map((error) => error.extensions?.['code'])).toEqual([code]);
  });

  test.each([
    'Nguy_n',
    'Ng%n',
    'Nguyễn%',
    '\\',
    "Nguyễn' or '1'='1",
    'Nguyễn"',
    'ab\u0000cd',
    'an\ud800',
    'x'.repeat(100),
    '{an}',
    '(an',
    'an|',
    'nguyen:*',
  ])('characters that mean something to a database are plain: %j', async (text) => {
    const { data, errors } = await search({ name: text.length < 2 ? `${text}nguyen` : text });
    expect(errors ?? []).toEqual([]);
    expect(data).toEqual({ searchChildren: [] });
  });

  test('a name of a hundred characters is taken, composed or not', async () => {
    const longest = 'ế'.repeat(100);
    expect((await search({ name: longest.normalize('NFD') })).errors).toBeUndefined();
    expect((await search({ name: longest.normalize('NFC') })).errors).toBeUndefined();
  });
});
