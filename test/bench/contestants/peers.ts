import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { say } from '../../../shared/start/say.ts';

const FOLDER = path.join(import.meta.dirname, '../peers');

/** Hive Gateway's command. */
export const HIVE = path.join(FOLDER, 'node_modules/@graphql-hive/gateway/dist/bin.js');

/** Installs what the bench compares with and the product does not need, unless it is there. */
export async function installPeers(): Promise<void> {
  if (existsSync(HIVE)) return;
  say('installing Hive Gateway for the bench');
  const child = spawn('npm', ['ci'], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended: unknown[] = await once(child, 'exit');
  if (ended[0] !== 0) throw new Error(`npm ci in ${FOLDER} ended with ${String(ended[0])}.`);
}
