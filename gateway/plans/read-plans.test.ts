import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readIndicators } from '../indicators/read-indicators.ts';
import { readPlans } from './read-plans.ts';

const indicators = readIndicators();
const folder = mkdtempSync(path.join(tmpdir(), 'plans-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the five plans', () => {
  const plans = [...readPlans(indicators).values()];

  test('are those of the five provinces', () => {
    expect(plans.map(({ id, unit, year }) => [id, unit, year])).toEqual([
      ['binh-phuoc-2021', '70', 2021],
      ['hai-duong-2022', '30', 2022],
      ['hai-phong-2020', '31', 2020],
      ['hau-giang-2020', '93', 2020],
      ['nghe-an-2021', '40', 2021],
    ]);
  });

  test('have 23 numeric targets, 7 trend targets and 16 duties to report', () => {
    const targets = plans.flatMap((plan) => plan.targets);
    expect(targets.filter(({ kind }) => kind === 'NUMERIC')).toHaveLength(23);
    expect(targets.filter(({ kind }) => kind === 'TREND')).toHaveLength(7);
    expect(plans.flatMap(({ duties }) => duties)).toHaveLength(16);
  });

  test('use every indicator', () => {
    const used = plans.flatMap(({ targets }) =>
      targets.flatMap((target) => target.indicators ?? []),
    );
    expect([...new Set(used)].sort()).toEqual([...indicators.keys()].sort());
  });

  test('say why the graph has no figure, where it has none', () => {
    const none = plans.flatMap(({ targets }) => targets.filter((target) => target.notComputable));
    expect(none.map(({ id }) => id)).toEqual([
      ...['BP-03', 'BP-05', 'BP-06', 'BP-08', 'BP-11', 'HD-02', 'HP-05', 'HP-07'],
      ...['HG-02', 'HG-03', 'HG-05'],
    ]);
  });
});

const PLAN = `{
  "id": "test-2022",
  "number": null,
  "issuedOn": null,
  "title": { "vi": "Kế hoạch", "en": "Plan" },
  "province": "Hải Dương",
  "unit": "30",
  "year": 2022,
  "periods": [
    {
      "id": "annual",
      "title": { "vi": "Năm", "en": "Year" },
      "from": "2022-01-01",
      "to": "2022-12-31",
      "cutOff": "2022-12-31",
      "due": [{ "before": "2022-12-10", "duty": "HD-13" }]
    }
  ],
  "targets": [
    {
      "id": "HD-01",
      "kind": "NUMERIC",
      "title": { "vi": "Chỉ tiêu", "en": "Target" },
      "quote": "đảm bảo 100%",
      "comparator": ">=",
      "unit": "PERCENT",
      "target": "100",
      "owner": { "vi": "Y tế", "en": "Health" },
      "indicators": [
        "newborns-insured"
      ]
    }
  ],
  "duties": [
    {
      "id": "HD-13",
      "title": { "vi": "Báo cáo", "en": "Report" },
      "quote": "báo cáo năm",
      "owner": { "vi": "Sở", "en": "Department" },
      "when": { "vi": "Trước", "en": "Before" },
      "due": "2022-12-10"
    }
  ]
}`;

function read(text: string) {
  const file = path.join(folder, 'test-2022.json');
  writeFileSync(file, text);
  return () => readPlans(indicators, folder);
}

test('a plan without a fault is taken', () => {
  expect([...read(PLAN)().keys()]).toEqual(['test-2022']);
});

test.each([
  ['">="', '"around"', 25, /comparator is an unknown comparator; there are >, >=/],
  ['"comparator": ">="', '"comparator": "< baseline"', 25, /comparator is an unknown comparator/],
  ['"to": "2022-12-31"', '"to": "2021-12-31"', 14, /to ends before it begins/],
  ['"cutOff": "2022-12-31"', '"cutOff": "2021-01-01"', 15, /cutOff comes before/],
  ['"to": "2022-12-31"', '"to": "2022-02-29"', 14, /a day that exists/],
  ['newborns-insured', 'newborn-insured', 30, /"newborn-insured", which is none of/],
  ['"id": "HD-13",\n      "title"', '"id": "HD-01",\n      "title"', 36, /HD-01 is there twice/],
  ['"duty": "HD-13"', '"duty": "HD-14"', 16, /HD-14 is no duty/],
  ['"100"', '100', 27, /decimal number/],
  ['"id": "test-2022"', '"id": "other-2022"', 2, /the file's name, test-2022/],
  ['"quote": "đảm bảo 100%"', '"quote": ""', 24, /must say something/],
  [
    '"indicators": [\n        "newborns-insured"\n      ]',
    '"notComputable": { "vi": "x" }',
    29,
    /en must be text/,
  ],
  ['"annual"', '"monthly"', 11, /must be six-month or annual/],
  ['"year": 2022,', '"year": 2022,,', 1, /is no JSON/],
])('%j for %j is refused with file and line', (right, wrong, line, why) => {
  const refused = read(PLAN.replace(right, wrong));
  expect(refused).toThrow(why);
  expect(refused).toThrow(`test-2022.json:${line}:`);
});
