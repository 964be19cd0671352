import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { useDataFolder } from '../../shared/postgres/use-data-folder.ts';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { killCount } from '../programs/config.ts';
import { temporaryFolder } from '../programs/folder.ts';
import { nodeCommand, startProgram } from '../programs/program.ts';

const KILLS = killCount();
const CLIENTS = 12;
const CHILDREN = 60;
const QUERY = 'query ($id: ID!) { child(id: $id) { fullName healthInsurance { insured } } }';

/** Asks for one child after the other until the gateway is gone; notes the ids of answers that came in whole. */
async function askOn(url: string, token: string, received: string[]): Promise<void> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'x-purpose': 'SERVICE_DELIVERY',
  };
  for (let childNo = 1; ; childNo = (childNo % CHILDREN) + 1) {
    try {
      const variables = { id: formatChildNumber(childNo) };
      const body = JSON.stringify({ query: QUERY, variables });
      const response = await fetch(url, { method: 'POST', headers, body });
      const text = await response.text();
      if (text.includes('"data"')) received.push(response.headers.get('x-request-id') ?? '');
    } catch {
      return;
    }
  }
}

function startProduct(folder: string) {
  const settings = { DATA_DIR: folder, PORT: '0', CHILDREN: String(CHILDREN) };
  const unlimited = { RATE_PER_VIEWER: '0', RATE_PER_CLIENT: '0' };
  return startProgram({
    command: nodeCommand('gateway/main.ts'),
    settings: { ...settings, ...unlimited },
  });
}

/** Starts the product and stops it, so that it signs for what it left behind when it was killed. */
async function startAndStop(folder: string): Promise<void> {
  const program = startProduct(folder);
  await program.printed(/^ready /m);
  await program.signal('SIGTERM');
}

/** Starts the product, puts it under load and kills it (SIGKILL) at some moment. */
async function runUnderLoadAndKill(folder: string, received: string[]): Promise<void> {
  const program = startProduct(folder);
  const [, url = ''] = await program.printed(/^ready (\S+)$/m);
  const [, token = ''] = await program.printed(/Bearer ([^']+)'/);
  const asking = Array.from({ length: CLIENTS }, () => askOn(url, token, received));
  const enough = received.length + 2 * CLIENTS;
  while (received.length < enough) await sleep(20);
  await sleep(Math.random() * 800);
  await program.signal('SIGKILL');
  await Promise.all(asking);
}

async function recordedIds(folder: string): Promise<Set<unknown>> {
  const { url, stop } = await useDataFolder(folder, {
    name: 'audit',
    setting: 'AUDIT_DATABASE_URL',
  });
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    'select request_id as id from access_record where child_count > 0',
  );
  await client.end();
  await stop();
  return new Set(rows.map(({ id }) => id));
}

test(
  `${KILLS} kills under load lose no record of an answer that was received`,
  async () => {
    await using folder = temporaryFolder();
    const received: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) await runUnderLoadAndKill(folder.dataDir, received);
    await startAndStop(folder.dataDir);

    const recorded = await recordedIds(folder.dataDir);
    expect(received.length).toBeGreaterThan(KILLS * CLIENTS);
    expect(received.filter((id) => !recorded.has(id))).toEqual([]);
    const verify = startProgram({
      command: nodeCommand('gateway/audit/verify.ts'),
      settings: { DATA_DIR: folder.dataDir },
    });
    expect(await verify.ended).toEqual({ status: 0, signal: null });
    expect(verify.output()).toMatch(/^sound: /m);
  },
  60_000 + KILLS * 20_000,
);
