/** Prints a line of a program's course; problems go to stderr (report-problem.ts). */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
