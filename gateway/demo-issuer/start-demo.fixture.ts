import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { listen } from '../../shared/http/listen.ts';
import { contractTable } from '../access/contract-table.fixture.ts';
import { createIdentify } from '../identity/identify.ts';
import { readIdentityConfig } from '../identity/config.ts';
import { createDemoIssuer, isForDemoIssuer } from './demo-issuer.ts';
import type { DemoIssuer } from './demo-issuer.ts';

const log = pino({ level: 'silent' });
const table = contractTable();

/** A folder for the issuer's secrets, gone when disposed of. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'demo-issuer-'));
  return {
    folder,
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** The demo issuer behind a real port, and the gateway's way to identify over it. */
export async function startDemo(dataDir: string, port = 0) {
  const mounted: { demo: DemoIssuer | null } = { demo: null };
  const server = await listen(
    (request, response) => {
      if (isForDemoIssuer(request.url ?? '')) void mounted.demo?.endpoint(request, response);
      else response.writeHead(404).end();
    },
    { host: '127.0.0.1', port },
  );
  const options = { serverUrl: server.url, dataDir, table, audience: 'chung-tay', log };
  const demo = await createDemoIssuer(options).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  mounted.demo = demo;
  const config = readIdentityConfig({});
  return {
    ...demo,
    url: server.url,
    identify: createIdentify({ config, issuer: demo.issuer, log })(table),
    [Symbol.asyncDispose]: server.close,
  };
}
