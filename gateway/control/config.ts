import { z } from 'zod';
import { readSettings, setting } from '../../shared/start/settings.ts';

const place = z.object({
  CONTROL_DATABASE_URL: setting
    .databaseUrl('postgres://control:password@host:5432/control')
    .optional(),
  DATA_DIR: z.string().default('.data'),
});

/** Where the control database is: CONTROL_DATABASE_URL, or where none is set the data folder of `npm start`. */
export function readControlPlace(): { controlUrl: string | null; dataDir: string } {
  const { CONTROL_DATABASE_URL, DATA_DIR } = readSettings(place, process.env);
  return { controlUrl: CONTROL_DATABASE_URL ?? null, dataDir: DATA_DIR };
}
