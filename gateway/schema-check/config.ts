import path from 'node:path';
import { z } from 'zod';
import { readSettings } from '../../shared/start/settings.ts';

/** The folder that the command was typed in, from which files are named; npm sets it. */
const shape = z.object({ INIT_CWD: z.string().default('.') });

/** The address of a file named on the command line. */
export function addressOf(file: string): string {
  return path.resolve(readSettings(shape, process.env).INIT_CWD, file);
}
