import { z } from 'zod';
import { readSettings, setting } from '../../shared/start/settings.ts';

const report = z.object({
  GATEWAY_URL: setting.httpUrl('http://127.0.0.1:4000').default('http://127.0.0.1:4000'),
  /** An access token; the demo's coordinator asks where none is set. */
  REPORT_TOKEN: z.string().optional(),
});

/** Settings of `npm run report`. */
export function readReportConfig(): z.infer<typeof report> {
  return readSettings(report, process.env);
}

const keys = z.object({
  CONTROL_DATABASE_URL: setting
    .databaseUrl('postgres://control:password@host:5432/control')
    .optional(),
  DATA_DIR: z.string().default('.data'),
});

/** Where `npm run report:key` keeps keys: CONTROL_DATABASE_URL, or where none is set the data folder of `npm start`. */
export function readControlPlace(): { controlUrl: string | null; dataDir: string } {
  const { CONTROL_DATABASE_URL, DATA_DIR } = readSettings(keys, process.env);
  return { controlUrl: CONTROL_DATABASE_URL ?? null, dataDir: DATA_DIR };
}
