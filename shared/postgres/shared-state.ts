import { chmodSync, mkdirSync } from 'node:fs';

/** Where root puts what the server must reach, when it cannot enter the project's or the data folder. */
const SHARED_STATE = '/var/lib/chung-tay';

/** Lets everybody enter and read a folder, whatever the present umask says. */
export function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
}

/** Makes sure of a folder that every user can reach, and answers its path. */
export function sharedFolder(): string {
  mkdirSync(SHARED_STATE, { recursive: true });
  openToAll(SHARED_STATE);
  return SHARED_STATE;
}
