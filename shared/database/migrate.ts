import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Migrator } from 'kysely';
import type { Kysely, Migration, MigrationProvider } from 'kysely';

/** Reads a folder of frozen migrations, `<timestamp>-<name>.ts`, each exporting `up` and `down`. */
export function migrationsIn(folder: string): MigrationProvider {
  return {
    async getMigrations() {
      const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
      const entries = files.map(async (file): Promise<[string, Migration]> => {
        const module: unknown = await import(pathToFileURL(path.join(folder, file)).href);
        if (!isMigration(module)) throw new Error(`${file} exports no up function.`);
        return [path.basename(file, '.ts'), module];
      });
      return Object.fromEntries(await Promise.all(entries));
    },
  };
}

function isMigration(module: unknown): module is Migration {
  return (
    typeof module === 'object' &&
    module !== null &&
    'up' in module &&
    typeof module.up === 'function'
  );
}

/** Brings a database to its newest migration; throws the first failure, with the migration's name. */
export async function migrateToLatest<Tables>(db: Kysely<Tables>, folder: string): Promise<void> {
  const migrator = new Migrator({ db, provider: migrationsIn(folder) });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results.find((result) => result.status === 'Error');
  throw new Error(`Migration ${failed?.migrationName ?? '(before the first)'} failed.`, {
    cause: error,
  });
}
