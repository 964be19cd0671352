import { expect, test } from '@jest/globals';
import { lineInJson } from './json-line.ts';

const TEXT = `{
  "id": "a, b: {",
  "rows": [
    { "name": "x \\"y\\"", "left": [1,
      2] },
    {
      "name": "z",
      "right": { "deep": true }
    }
  ]
}`;

test.each([
  [[], 1],
  [['id'], 2],
  [['rows'], 3],
  [['rows', 0, 'name'], 4],
  [['rows', 0, 'left', 1], 5],
  [['rows', 1], 6],
  [['rows', 1, 'name'], 7],
  [['rows', 1, 'right', 'deep'], 8],
  [['rows', 1, 'missing'], 6],
  [['nowhere', 'at', 'all'], 1],
])('%j begins on line %d', (path, line) => {
  expect(lineInJson(TEXT, path)).toBe(line);
});
