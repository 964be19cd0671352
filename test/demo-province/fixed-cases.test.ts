import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { stories } from '../../shared/demo-province/stories.ts';

const README = path.join(import.meta.dirname, '../../shared/demo-province/README.md');
const TABLE_ROW = /^\| `(\d{11})` +\| `(\w+)` +\| (.*?) +\|$/gm;

test("the README's table of the fixed cases is stories.ts, word for word", () => {
  const rows = [...readFileSync(README, 'utf8').matchAll(TABLE_ROW)];
  expect(rows.map(([, number, story, tells]) => ({ number, story, tells }))).toEqual(
    Object.entries(stories).map(([story, { tells }], index) => ({
      number: formatChildNumber(index + 1),
      story,
      tells,
    })),
  );
});
