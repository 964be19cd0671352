import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './is-alive.ts';

/** Takes away what killed runs left; a name holds the number of the process that was at work. */
function clear(parent: string, prefix: string): void {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(prefix))) {
    const owner = Number(name.slice(prefix.length).split('-')[0]);
    if (owner !== process.pid && isAlive(owner)) continue;
    rmSync(path.join(parent, name), {
      recursive: true,
      force: true,
      maxRetries: 20,
      retryDelay: 50,
    });
  }
}

/**
 * Makes a folder to work in, to be renamed to `name` when what it holds is complete: so a run that is killed leaves
 * nothing half done under that name. What killed runs left is taken away.
 */
export function makeUnfinished(parent: string, name: string): string {
  const prefix = `${name}.unfinished-`;
  clear(parent, prefix);
  return mkdtempSync(path.join(parent, `${prefix}${process.pid}-`));
}
