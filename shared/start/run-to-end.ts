import { reportProblem } from './report-problem.ts';

/** Runs a program that does one thing and ends; a problem is printed and ends it with status 1. */
export async function runToEnd(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    reportProblem(error);
    process.exitCode = 1;
  }
}
