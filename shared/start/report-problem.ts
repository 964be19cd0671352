import { StartProblem } from './start-problem.ts';

/** Prints why a program ends: a problem of its surroundings in its one sentence, anything else with its stack. */
export function reportProblem(error: unknown): void {
  const text =
    error instanceof Error && !(error instanceof StartProblem)
      ? (error.stack ?? error.message)
      : String(error instanceof Error ? error.message : error);
  process.stderr.write(`${text}\n`);
}
