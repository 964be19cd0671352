import { reportProblem } from './report-problem.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Things to undo at the end, newest first. */
export class Stoppables {
  readonly #stops: (() => Promise<unknown>)[] = [];

  add(stop: () => Promise<unknown>): void {
    this.#stops.push(stop);
  }

  async stopAll(): Promise<void> {
    for (const stop of this.#stops.splice(0).reverse()) await stop();
  }
}

/**
 * Runs a program that starts things and then serves until Ctrl-C, SIGTERM or SIGHUP; what it added to `running` is
 * stopped then, newest first. A problem at the start prints one sentence and ends with status 1.
 */
export async function runUntilStopped(
  start: (running: Stoppables) => Promise<void>,
): Promise<void> {
  const running = new Stoppables();
  let isStopping = false;
  const stop = async (status: number) => {
    if (isStopping) return;
    isStopping = true;
    await running.stopAll().catch((error: unknown) => {
      reportProblem(error);
    });
    process.exit(status);
  };
  for (const signal of SIGNALS)
    process.on(signal, () => {
      void stop(0);
    });
  await start(running).catch((error: unknown) => {
    if (!isStopping) reportProblem(error);
    return stop(1);
  });
}
