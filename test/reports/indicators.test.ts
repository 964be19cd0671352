import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { readIndicators } from '../../gateway/indicators/read-indicators.ts';
import type { Ask } from '../../gateway/reports/ask.ts';
import { countIndicator } from '../../gateway/reports/count-indicator.ts';
import { startGraph } from '../harness/start-graph.ts';
import * as sql from './indicator-sql.ts';
import type { SqlStep } from './indicator-sql.ts';

/** Who is counted of the children of the province: by birth, then those all steps name. */
interface Expected {
  /** A condition on c.date_of_birth; $1 is asOf. */
  born?: string;
  denominator: readonly SqlStep[];
  numerator: readonly SqlStep[];
}

const of = (denominator: readonly SqlStep[], ...numerator: readonly SqlStep[]): Expected => ({
  denominator,
  numerator: [...denominator, ...numerator],
});
const underFive = (form: string): Expected => ({
  born: `c.date_of_birth > $1::date - interval '5 years'`,
  ...of([sql.MEASURED], sql.newestJudged(form)),
});
const pupils = (skill: SqlStep): Expected => ({
  born: `c.date_of_birth between '2008-01-01' and '2016-12-31'`,
  ...of([], skill),
});

/** For 2022 as of its last day: the school year is 2022-23. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  'special-or-at-risk-assisted': of([sql.SPECIAL_OR_AT_RISK], sql.ASSISTED),
  'special-circumstances-assisted': of([sql.SPECIAL], sql.ASSISTED),
  'orphans-assisted': of([sql.ORPHANS], sql.ASSISTED),
  'abandoned-assisted': of([sql.ABANDONED], sql.ASSISTED),
  'disabled-assisted': of([sql.DISABLED], sql.ASSISTED),
  'hiv-affected-assisted': of([sql.HIV], sql.ASSISTED),
  'special-circumstances-share': of([], sql.SPECIAL),
  'special-circumstances-number': of([], sql.SPECIAL),
  'undernourished-under-five': underFive('undernourished'),
  'underweight-under-five': underFive('underweight'),
  'stunted-under-five': underFive('stunted'),
  'wasted-under-five': underFive('wasted'),
  'newborns-insured': {
    born: `c.date_of_birth between '2022-01-01' and '2022-12-31'`,
    ...of([], sql.INSURED),
  },
  'under-six-insured-in-time': {
    born: `c.date_of_birth > $1::date - interval '6 years'`,
    ...of([], sql.INSURED, sql.CARD_WITHIN_60_DAYS),
  },
  'five-year-olds-in-kindergarten': {
    born: `c.date_of_birth between '2017-01-01' and '2017-12-31'`,
    ...of([], sql.IN_KINDERGARTEN),
  },
  'pupils-taught-to-swim': pupils(sql.TAUGHT),
  'pupils-able-to-swim': pupils(sql.CAN_SWIM),
  'pupils-with-self-rescue-skill': pupils(sql.SELF_RESCUE),
  'births-registered-in-time': {
    born: `c.date_of_birth between '2022-01-01' and '2022-10-31'`,
    ...of([], sql.ON_TIME),
  },
  'abused-children-number': of([], sql.REPORTED),
  'abused-children-rate': of([], sql.REPORTED),
  'abused-children-helped-in-time': of([sql.REPORTED], sql.IN_TIME),
  'child-victims-with-legal-aid': of([sql.CRIMINAL], sql.VICTIM_AIDED),
};

const DAYS = { asOf: '2022-12-31', from: '2022-01-01', to: '2022-12-31' };
const indicators = readIndicators();

let graph: Awaited<ReturnType<typeof startGraph>>;
const databases = new Map<string, Client>();

beforeAll(async () => {
  graph = await startGraph({ children: 3000 });
  for (const name of ['registry', 'health', 'education', 'justice', 'police']) {
    const client = new Client({ connectionString: graph.databaseUrl(name) });
    await client.connect();
    databases.set(name, client);
  }
}, 240_000);

afterAll(async () => {
  await Promise.all([...databases.values()].map((client) => client.end()));
  await graph[Symbol.asyncDispose]();
});

async function ask(department: string, text: string, values: unknown[]) {
  const found = await databases.get(department)?.query<Record<string, string>>(text, values);
  return found?.rows ?? [];
}

async function named({ department, sql: text }: SqlStep): Promise<Set<string>> {
  const rows = await ask(department, text, [DAYS.asOf, DAYS.from, DAYS.to]);
  return new Set(rows.map((row) => String(row['child_no'])));
}

/** The children of the province by commune: under 16, alive, not sealed. */
async function children(born: string): Promise<Map<string, string>> {
  const rows = await ask(
    'registry',
    `select c.child_no, u.code from child c
       join residence r on r.child_no = c.child_no and r.started_on <= $1::date and coalesce(r.ended_on, $1::date) >= $1::date
       join administrative_unit u on u.id = r.unit_id
     where c.merged_into is null and c.date_of_birth <= $1::date and c.date_of_birth > $1::date - interval '16 years'
       and (c.died_on is null or c.died_on > $1::date)
       and not exists (select from seal s where s.child_no = c.child_no and s.unsealed_at is null) and ${born}`,
    [DAYS.asOf],
  );
  return new Map(rows.map((row) => [String(row['child_no']), row['code'] ?? '']));
}

async function byCommune(all: Map<string, string>, steps: readonly SqlStep[]) {
  const sets = await Promise.all(steps.map(named));
  const counts = new Map<string, number>();
  for (const [child, commune] of all)
    if (sets.every((set) => set.has(child))) counts.set(commune, (counts.get(commune) ?? 0) + 1);
  return counts;
}

const total = (counts: Map<string, number>) =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

test.each([...indicators.values()].map((indicator) => [indicator.id, indicator] as const))(
  '%s counts as SQL over the departments counts, in the province and every commune',
  async (id, indicator) => {
    const expected = EXPECTED[id];
    if (expected === undefined) throw new Error(`Nobody wrote SQL for ${id}.`);
    const headers = await graph.headersFor({ persona: 'coordinator', purpose: 'REPORTING' });
    const door: Ask = ({ text }, variables) => graph.ask(text, variables, headers);
    const { counted, missing } = await countIndicator(indicator, '30', DAYS, door);
    expect(missing).toEqual([]);
    const all = await children(expected.born ?? 'true');
    const numerator = await byCommune(all, expected.numerator);
    const denominator = await byCommune(all, expected.denominator);
    expect(counted?.numerator).toBe(total(numerator));
    if (indicator.denominator) expect(counted?.denominator).toBe(total(denominator));
    const communes = counted?.units.filter(({ level }) => level === 'COMMUNE') ?? [];
    expect(communes.length).toBeGreaterThan(200);
    for (const { code, numerator: part, denominator: whole } of communes) {
      expect([code, part]).toEqual([code, numerator.get(code) ?? 0]);
      if (indicator.denominator) expect([code, whole]).toEqual([code, denominator.get(code) ?? 0]);
    }
  },
  60_000,
);
