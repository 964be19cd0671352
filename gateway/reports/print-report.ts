/** `npm run report -- hai-duong-2022 annual [--unit 30 --asOf 2022-12-31 --format json --out file]`: fetches a report from the running gateway. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runToEnd } from '../../shared/start/run-to-end.ts';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { readDataDir } from '../demo-issuer/config.ts';
import { readKeptSecrets } from '../demo-issuer/kept-secrets.ts';
import { requestToken } from '../demo-issuer/request-token.ts';
import { readReportConfig } from './config.ts';

const USAGE =
  'Name a plan and a period: npm run report -- hai-duong-2022 annual [--unit --asOf --format json|csv|xlsx --out file]';

function readArguments() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      allowPositionals: true,
      options: { unit: text, asOf: text, format: text, out: text },
    });
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : ''} ${USAGE}`);
  }
}

async function tokenFrom({ REPORT_TOKEN }: { REPORT_TOKEN?: string | undefined }): Promise<string> {
  if (REPORT_TOKEN !== undefined) return REPORT_TOKEN;
  const secrets = readKeptSecrets(readDataDir());
  if (secrets !== null) return requestToken('coordinator', secrets);
  throw new StartProblem('Set REPORT_TOKEN to an access token with report:read.');
}

async function fetchReport(url: URL, token: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${token}`, 'x-purpose': 'REPORTING' };
  const response = await fetch(url, { headers }).catch((cause: unknown) => {
    throw new StartProblem(`Nothing answers at ${url.origin}: start it, or set GATEWAY_URL.`, {
      cause,
    });
  });
  const body = Buffer.from(await response.arrayBuffer());
  if (response.ok) return body;
  throw new StartProblem(`The gateway refuses (status ${response.status}): ${body.toString()}`);
}

await runToEnd(async () => {
  const { positionals, values } = readArguments();
  const [plan, period] = positionals;
  if (plan === undefined || period === undefined) throw new StartProblem(USAGE);
  const config = readReportConfig();
  const { format = 'json', out } = values;
  const name = [plan, `${period}.${format}`].map(encodeURIComponent).join('/');
  const url = new URL(`/reports/${name}`, config.GATEWAY_URL);
  for (const key of ['unit', 'asOf'] as const) {
    const value = values[key];
    if (value !== undefined) url.searchParams.set(key, value);
  }
  const bytes = await fetchReport(url, await tokenFrom(config));
  if (out === undefined) process.stdout.write(bytes);
  else writeFileSync(out, bytes);
});
