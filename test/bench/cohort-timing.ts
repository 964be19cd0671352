/**
 * `node --import tsx test/bench/cohort-timing.ts [folder] [children]`: a cohort question through four departments beside
 * the same question as one SQL join over all five schemas in one indexed database, in one run. The first run fills the
 * folder, which takes minutes.
 */
import { Client } from 'pg';
import { say } from '../../shared/start/say.ts';
import { openBenchProvince } from './bench-province.ts';
import { openBenchGraph } from './bench-graph.ts';
import type { BenchGraph } from './bench-graph.ts';
import { joinedDatabase } from './joined-database.ts';

const AS_OF = '2022-12-31';

const QUESTION = `{ cohort(unit: "30", asOf: "${AS_OF}", where: { ageUnder: 6 }) {
  withHealthInsurance(where: { insured: true }) { withPreschool(where: { enrolled: false }) {
    withBirthRegistration(where: { timeliness: ON_TIME }) { withAbuseIntervention(where: { reported: false }) {
      count byUnit(level: DISTRICT) { unit { code } count } } } } }
} }`;

/**
 * Counted by commune first, which are few, and then by district: so the planner joins the large tables by hash. A commune
 * that has become another lies where that one does.
 */
const JOIN = `
  with counted as (
    select residence.unit_id, count(*) as count
    from registry.child
    join registry.residence on residence.child_no = child.child_no
      and residence.started_on <= $1 and (residence.ended_on is null or residence.ended_on >= $1)
    where child.merged_into is null
      and child.date_of_birth <= $1 and child.date_of_birth > $1::date - interval '6 years'
      and (child.died_on is null or child.died_on > $1)
      and not exists (select from registry.seal where seal.child_no = child.child_no and unsealed_at is null)
      and exists (select from health.health_insurance_card card where card.child_no = child.child_no
        and valid_from <= $1 and (valid_to is null or valid_to >= $1) and (withdrawn_on is null or withdrawn_on >= $1))
      and not exists (select from education.preschool_enrolment enrolment where enrolment.child_no = child.child_no
        and enrolled_on <= $1 and coalesce(left_on, make_date(right(school_year, 4)::int, 8, 31)) >= $1)
      and exists (select from justice.birth_registration registration where registration.child_no = child.child_no
        and registered_on <= $1 and registered_on - registration.date_of_birth <= 60)
      and not exists (select from police.abuse_intervention report where report.child_no = child.child_no
        and (reported_at at time zone interval '7 hours')::date <= $1)
    group by residence.unit_id
  )
  select district.code, sum(counted.count)::int as count
  from counted
  join registry.administrative_unit commune on commune.id = counted.unit_id
  left join registry.unit_successor link on link.unit_id = commune.id and commune.valid_to < $1
  left join registry.administrative_unit become on become.id = link.successor_id
  join registry.administrative_unit district on district.code = coalesce(become.parent_code, commune.parent_code)
    and (district.valid_from is null or district.valid_from <= $1) and (district.valid_to is null or district.valid_to >= $1)
  where district.parent_code = '30'
  group by district.code order by district.code`;

async function timed<Result>(
  run: () => Promise<Result>,
): Promise<{ took: number; result: Result }> {
  const begun = performance.now();
  const result = await run();
  return { took: performance.now() - begun, result };
}

async function times(count: number, run: (index: number) => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < count; index += 1) all.push((await timed(() => run(index))).took);
  return all.sort((one, other) => one - other);
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function report(name: string, sorted: readonly number[], sql: number): void {
  const middle = median(sorted);
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
  say(
    `${name.padEnd(34)} median ${middle.toFixed(1)} ms (${least.toFixed(1)} to ${most.toFixed(1)}), ${(sql / middle).toFixed(1)} times as fast as the join`,
  );
}

/** The same card issued on another day: the child is judged again and stays in its sets; then one that leaves them. */
async function writeOnce(health: Client, index: number): Promise<void> {
  const set = index % 2 === 0 ? `withdrawn_on = '2022-01-01'` : 'withdrawn_on = null';
  await health.query(
    `update health_insurance_card set ${set} where child_no = (select min(child_no) + 1000 from health_insurance_card)`,
  );
}

async function firstOf(start: () => Promise<BenchGraph>, isReady: boolean) {
  const graph = await start();
  const loading = await timed(() => (isReady ? graph.ready() : Promise.resolve()));
  const first = await timed(() => graph.ask(QUESTION));
  return { graph, loaded: loading.took, took: first.took, answer: first.result };
}

async function run(folder: string, children: number): Promise<void> {
  const province = await openBenchProvince(folder, children);
  const joined = new Client({ connectionString: await joinedDatabase(province) });
  await joined.connect();
  await joined.query(`set work_mem = '256MB'`);
  const start = () => openBenchGraph(province);

  const anew = await firstOf(start, true);
  say(`loading without what a run before saved, or with: ${anew.loaded.toFixed(0)} ms`);
  await anew.graph.close();

  await joined.query(JOIN, [AS_OF]);
  const sql = await times(7, () => joined.query(JOIN, [AS_OF]));
  say(
    `SQL join: median ${median(sql).toFixed(0)} ms (${sql.map((each) => each.toFixed(0)).join(', ')})`,
  );

  const waiting = await firstOf(start, false);
  report('first question, asked at once', [waiting.took], median(sql));
  await waiting.graph.close();
  const { graph, ...first } = await firstOf(start, true);
  say(`loading with what was saved: ${first.loaded.toFixed(0)} ms`);
  report('first question when ready', [first.took], median(sql));

  await times(5, () => graph.ask(QUESTION));
  report('warm', await times(40, () => graph.ask(QUESTION)), median(sql));
  const health = new Client({ connectionString: province.urls.get('health') ?? '' });
  await health.connect();
  const after: number[] = [];
  for (let index = 0; index < 40; index += 1) {
    await writeOnce(health, index);
    after.push((await timed(() => graph.ask(QUESTION))).took);
  }
  report(
    'right after a write',
    after.sort((one, other) => one - other),
    median(sql),
  );
  report('warm again', await times(40, () => graph.ask(QUESTION)), median(sql));

  const { rows } = await joined.query(JOIN, [AS_OF]);
  say(`the join says:  ${JSON.stringify(rows)}`);
  say(`the graph says: ${JSON.stringify(first.answer)}`);
  say(`memory: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB resident`);
  await Promise.all([graph.close(), joined.end(), health.end()]);
  await province.cluster.stop();
}

const [folder = '.data/bench', children = '1000000'] = process.argv.slice(2);
await run(folder, Number(children));
