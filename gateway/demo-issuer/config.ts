import path from 'node:path';
import { z } from 'zod';
import { readSettings } from '../../shared/start/settings.ts';

const form = z.object({ DATA_DIR: z.string().default('.data') });

/** The folder, absolute, where the demo issuer keeps its secrets. */
export function readDataDir(): string {
  return path.resolve(readSettings(form, process.env).DATA_DIR);
}
