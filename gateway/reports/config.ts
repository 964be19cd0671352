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
