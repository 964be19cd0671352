/** `npm run --silent token -- district-officer`: prints that persona's access token, asked from the running demo issuer. */
import { runToEnd } from '../../shared/start/run-to-end.ts';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { readDataDir } from './config.ts';
import { readKeptSecrets } from './kept-secrets.ts';
import { requestToken } from './request-token.ts';

async function printToken(): Promise<void> {
  const dataDir = readDataDir();
  const secrets = readKeptSecrets(dataDir);
  if (secrets === null)
    throw new StartProblem(
      `No demo issuer was ever started with its data in ${dataDir}: start it with npm start, or set DATA_DIR as that start did.`,
    );
  process.stdout.write(`${await requestToken(process.argv[2] ?? '', secrets)}\n`);
}

await runToEnd(printToken);
