import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { operationLabels } from './operation-label.ts';

const TRUSTED = 'query Known {\n  item\n}';
const ID = createHash('sha256').update(TRUSTED).digest('hex');
const labelOf = operationLabels(new Map([[ID, { name: 'Known', id: ID, text: TRUSTED }]]));

function label(query: string): string {
  return labelOf(createHash('sha256').update(query).digest('hex'), parse(query));
}

describe('the label of an operation', () => {
  test('is its name where it is trusted, word for word', () => {
    expect(label(TRUSTED)).toBe('Known');
    expect(label('query Known { other }')).toMatch(/^[0-9a-f]{16}$/);
  });

  test.each([
    ['its name', 'query An { a }', 'query Binh { a }'],
    ['having a name', 'query An { a }', '{ a }'],
    ['an alias', '{ an: a }', '{ binh: a }'],
    ['a value', '{ a(b: "An") }', '{ a(b: "Bình") }'],
    ['a value in a value', '{ a(b: {c: ["An"]}) }', '{ a(b: {c: [1, 2]}) }'],
    ['a value of a directive', '{ a @x(b: "An") }', '{ a @x(b: "Bình") }'],
    ['a variable', 'query ($an: ID) { a(b: $an) }', 'query ($binh: ID = "B") { a(b: $binh) }'],
    [
      'the name of a fragment',
      '{ ...An } fragment An on Q { a }',
      '{ ...B } fragment B on Q { a }',
    ],
  ])('does not hang on %s', (_, one, other) => {
    expect(label(one)).toBe(label(other));
  });

  test.each([
    ['fields', '{ a }', '{ b }'],
    ['arguments', '{ a(b: 1) }', '{ a(c: 1) }'],
    [
      'fragments',
      '{ ...A ...B } fragment A on Q { a } fragment B on Q { b }',
      '{ ...A ...A } fragment A on Q { a } fragment B on Q { b }',
    ],
    ['kinds', 'query { a }', 'mutation { a }'],
  ])('tells other %s apart', (_, one, other) => {
    expect(label(one)).not.toBe(label(other));
  });
});
