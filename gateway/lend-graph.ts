/**
 * Lends the graph of DATA_DIR to a program on this machine, under a demo persona: prints `ready` with the graph's address,
 * the issuer's, the persona and its secret. Where no gateway runs on DATA_DIR, one is started for this and stopped with
 * it.
 */
import path from 'node:path';
import { runUntilStopped } from '../shared/start/run-until-stopped.ts';
import { say } from '../shared/start/say.ts';
import { spawnPart } from '../shared/start/spawn-part.ts';
import { StartProblem } from '../shared/start/start-problem.ts';
import { readDataDir } from './demo-issuer/config.ts';
import { readKeptSecrets } from './demo-issuer/kept-secrets.ts';
import { requestToken } from './demo-issuer/request-token.ts';

/** The line that lends the running graph; null where none runs. */
async function lendRunning(dataDir: string, persona: string): Promise<string | null> {
  const secrets = readKeptSecrets(dataDir);
  const secret = secrets?.clientSecrets[persona];
  if (secrets === null || secret === undefined) return null;
  try {
    await requestToken(persona, secrets);
  } catch (error) {
    if (error instanceof StartProblem) return null;
    throw error;
  }
  const { origin } = new URL(secrets.issuer);
  return `ready ${origin}/graphql ${secrets.issuer}/token ${persona} ${secret}`;
}

await runUntilStopped(async (running) => {
  const [persona = ''] = process.argv.slice(2);
  const dataDir = readDataDir();
  let line = await lendRunning(dataDir, persona);
  if (line === null) {
    const settings = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1' };
    const file = path.join(import.meta.dirname, 'main.ts');
    const graph = spawnPart({ name: 'the graph', file, settings, onLine: () => undefined });
    running.add(graph.stop);
    await graph.ready;
    line = await lendRunning(dataDir, persona);
  }
  if (line === null)
    throw new StartProblem(
      `The graph of ${dataDir} issues no token to ${persona}: set GRAPH_URL, TOKEN_URL, CLIENT_ID and CLIENT_SECRET.`,
    );
  say(line);
});
