import { parseArgs } from 'node:util';
import { StartProblem } from '../shared/start/start-problem.ts';

/** What `npm run import` was asked to do. */
export interface ImportArguments {
  department?: string | undefined;
  kind?: string | undefined;
  file?: string | undefined;
  isDryRun: boolean;
  isAllOrNothing: boolean;
}

const OPTIONS = {
  'dry-run': { type: 'boolean', default: false },
  'all-or-nothing': { type: 'boolean', default: false },
} as const;

const USAGE = 'npm run import -- <department> <kind> FILE [--dry-run] [--all-or-nothing]';

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : ''} Say ${USAGE}`, {
      cause: error,
    });
  }
}

/** Reads the command line; throws StartProblem for an option there is not, or a second file. */
export function readArguments(args: readonly string[]): ImportArguments {
  const { values, positionals } = parse(args);
  const [department, kind, file, ...more] = positionals;
  if (more.length > 0) throw new StartProblem(`One file at a time: say ${USAGE}`);
  return {
    department,
    kind,
    file,
    isDryRun: values['dry-run'],
    isAllOrNothing: values['all-or-nothing'],
  };
}
