import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { buildASTSchema, parse, validate } from 'graphql';
import { SUPERGRAPH_FILE } from '../compose.ts';
import { readIndicators } from './read-indicators.ts';

const indicators = [...readIndicators().values()];
const schema = buildASTSchema(parse(readFileSync(SUPERGRAPH_FILE, 'utf8')), { assumeValid: true });
const folder = mkdtempSync(path.join(tmpdir(), 'indicators-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(indicators.map((indicator) => [indicator.id, indicator] as const))(
  '%s',
  (id, indicator) => {
    test('asks what the graph can answer', () => {
      expect(validate(schema, parse(indicator.text)).map(({ message }) => message)).toEqual([]);
    });

    test('is named like its file and counts within its denominator', () => {
      expect(indicator.operationName.replaceAll(/(?<=.)[A-Z]/g, '-$&').toLowerCase()).toBe(id);
      const { denominator, numerator } = indicator;
      if (denominator) expect(numerator.slice(0, denominator.length)).toEqual(denominator);
    });

    test('says in both languages what it means', () => {
      const { title, meaning, clock, source } = indicator;
      for (const { vi, en } of [title, meaning, clock, source]) {
        expect(vi).toBe(vi.normalize('NFC'));
        expect(vi).not.toMatch(/^(vi|en|meaning|clock|source)/);
        expect(en).toMatch(/^\S/);
      }
    });
  },
);

const HEAD = ['', 'meaning ', 'clock ', 'source ']
  .flatMap((key) => [`# ${key}vi: Một`, `# ${key}en: One`])
  .join('\n');
const QUERY = `query Some($unit: ID!) {
  numerator: cohort(unit: $unit) { count }
}`;

function read(text: string) {
  writeFileSync(path.join(folder, 'some.graphql'), text);
  return () => readIndicators(folder);
}

test('an indicator without a fault is taken', () => {
  expect(read(`${HEAD}\n${QUERY}`)().get('some')).toMatchObject({
    title: { vi: 'Một', en: 'One' },
    variables: ['unit'],
    numerator: ['numerator'],
    denominator: null,
  });
});

test.each([
  [`${HEAD}\n${QUERY}`.replace('# clock en', '# clocks en'), 1, /"# clock en: ..."/],
  [`${HEAD}\n${QUERY}`.replace('{ count }', '{ count'), 11, /no GraphQL/],
  [`${HEAD}\n${QUERY}`.replace('numerator:', 'counted:'), 1, /the alias "numerator"/],
  [
    `${HEAD}\n${QUERY}`.replaceAll('$unit', '$place'),
    9,
    /nothing gives \$place a value; there are \$unit/,
  ],
  [`${HEAD}\n${QUERY}\n${QUERY}`, 1, /one query and its fragments/],
  [`${HEAD}\n${QUERY}`.replace('query Some', 'query'), 1, /must have a name/],
])('a file that is no indicator is refused with file and line: %#', (text, line, why) => {
  expect(read(text)).toThrow(why);
  expect(read(text)).toThrow(`some.graphql:${line}:`);
});
