import type { Kysely } from 'kysely';
import { connect } from '../../shared/database/connect.ts';
import { useDataFolder } from '../../shared/postgres/use-data-folder.ts';
import { explainDatabase } from '../../shared/start/explain-database.ts';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { readControlPlace } from './config.ts';
import { CONTROL } from './control-subgraph.ts';
import type { Tables } from './tables.ts';

const SETTING = 'CONTROL_DATABASE_URL';

/**
 * Lets a command work on the control database: that of CONTROL_DATABASE_URL, or where none is set that of the data
 * folder of `npm start`. Throws StartProblem where there is none, or it cannot be reached.
 */
export async function useControl<Result>(
  work: (db: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  const { controlUrl, dataDir } = readControlPlace();
  const { url, stop } =
    controlUrl === null
      ? await useDataFolder(dataDir, { name: CONTROL, setting: SETTING })
      : { url: controlUrl, stop: async () => undefined };
  const db = connect<Tables>({ url, onConnectionLost: () => undefined });
  try {
    return await work(db);
  } catch (error) {
    throw error instanceof StartProblem ? error : explainDatabase(error, url, SETTING);
  } finally {
    await db.destroy();
    await stop();
  }
}
