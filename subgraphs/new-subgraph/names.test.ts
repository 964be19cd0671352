import { describe, expect, test } from '@jest/globals';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { withStanza } from './compose-stanza.ts';
import { readNames } from './names.ts';

describe('the name of a new department', () => {
  test('is its folder’s, and its types begin with it', () => {
    expect(readNames('culture', ['health'])).toEqual({ name: 'culture', topic: 'Culture' });
  });

  test.each([
    [undefined, /Name the new department/],
    ['', /3 to 20 letters/],
    ['Culture', /3 to 20 letters/],
    ['van hoa', /3 to 20 letters/],
    ['../culture', /3 to 20 letters/],
    ['văn', /3 to 20 letters/],
    ['health', /already/],
    ['child', /meaning of its own/],
    ['audit', /meaning of its own/],
    ['control', /meaning of its own/],
    ['nutrition', /type Nutrition already/],
    ['residence', /already/],
  ])('%j is refused', (name, why) => {
    expect(() => readNames(name, ['health'])).toThrow(StartProblem);
    expect(() => readNames(name, ['health'])).toThrow(why);
  });
});

describe('the compose file', () => {
  const file = readFileSync(path.join(import.meta.dirname, '../../docker-compose.yml'), 'utf8');

  test('gets one stanza, before the gateway’s, and is otherwise as it was', () => {
    const written = withStanza(file, { name: 'culture', topic: 'Culture' });
    const [before = '', after = ''] = written.split(/\n {2}culture:\n(?: {4}.*\n)+/);
    expect(before + after).toBe(file);
    expect(written).toMatch(/\n {2}culture:\n {4}<<: \*department\n[^]*\n {2}gateway:\n/);
  });

  test('without a gateway is refused', () => {
    expect(() => withStanza('services:\n', { name: 'culture', topic: 'Culture' })).toThrow(
      StartProblem,
    );
  });
});
