import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findServer, stopServer } from '../../shared/postgres/server.ts';

/** Where the data of a data folder lie: in it, or where its note says. */
export function homeOf(dataDir: string): string {
  const note = path.join(dataDir, 'postgres.elsewhere');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : dataDir;
}

/** Makes a folder that every user can enter. Disposing stops a PostgreSQL that a killed program left there, and removes it. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'chung-tay-programs-'));
  chmodSync(folder, 0o755);
  return {
    path: folder,
    /** A data folder in it, not made yet. */
    dataDir: path.join(folder, 'data'),
    [Symbol.asyncDispose]: async () => {
      const homes = readdirSync(folder).map((name) => homeOf(path.join(folder, name)));
      for (const home of homes) {
        const server = findServer(home);
        if (server !== null) await stopServer(server, true);
        rmSync(home, { recursive: true, force: true });
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type TemporaryFolder = ReturnType<typeof temporaryFolder>;

/** The names in a folder, or none where it is not there. */
export function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
