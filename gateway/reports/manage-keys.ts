/** `npm run report:key -- create --client "Power BI" --plans hai-duong-2022 --units 30 --days 365 | list | revoke <id>` */
import { parseArgs } from 'node:util';
import type { Kysely } from 'kysely';
import { runToEnd } from '../../shared/start/run-to-end.ts';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { createReportKey, listReportKeys, revokeReportKey } from '../control/report-keys.ts';
import type { Tables } from '../control/tables.ts';
import { useControl } from '../control/use-control.ts';
import { readIndicators } from '../indicators/read-indicators.ts';
import { readPlans } from '../plans/read-plans.ts';

const USAGE =
  'Say what to do: create --client name --plans id,id --units code,code --days number | list | revoke id';

interface Wishes {
  client?: string | undefined;
  plans?: string | undefined;
  units?: string | undefined;
  days?: string | undefined;
}

function checkPlans(plans: readonly string[]): void {
  const known = readPlans(readIndicators());
  const unknown = plans.filter((plan) => !known.has(plan));
  if (unknown.length > 0)
    throw new StartProblem(
      `There is no plan ${unknown.join(', ')}; there are ${[...known.keys()].join(', ')}.`,
    );
}

async function create(db: Kysely<Tables>, { client, plans, units, days }: Wishes): Promise<string> {
  if (!client || !plans || !units || !/^[1-9]\d{0,3}$/.test(days ?? ''))
    throw new StartProblem(USAGE);
  const wanted = { client, plans: plans.split(','), units: units.split(','), days: Number(days) };
  checkPlans(wanted.plans);
  const { key, expiresAt } = await createReportKey(db, wanted);
  return `${key}\nShown this once. Send it as X-Report-Key; good until ${expiresAt.toISOString()}.`;
}

async function list(db: Kysely<Tables>): Promise<string> {
  const keys = await listReportKeys(db);
  return keys.map((key) => JSON.stringify(key)).join('\n');
}

async function revoke(db: Kysely<Tables>, id: string | undefined): Promise<string> {
  if (id !== undefined && (await revokeReportKey(db, id))) return `${id} is revoked.`;
  throw new StartProblem('There is no key in force of that id: see list.');
}

async function manage(db: Kysely<Tables>): Promise<string> {
  const text = { type: 'string' } as const;
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { client: text, plans: text, units: text, days: text },
  });
  const [what, id] = positionals;
  if (what === 'create') return create(db, values);
  if (what === 'list') return list(db);
  if (what === 'revoke') return revoke(db, id);
  throw new StartProblem(USAGE);
}

await runToEnd(async () => {
  process.stdout.write(`${await useControl(manage)}\n`);
});
