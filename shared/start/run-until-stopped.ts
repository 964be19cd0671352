import { startedBy } from './config.ts';
import { reportProblem } from './report-problem.ts';
import { Stoppables } from './stoppables.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const LOOK_EVERY_MILLISECONDS = 250;

/** Nobody tells a program that the one which started it was killed (npm with SIGKILL, say). So it looks. */
function endWithStarter(end: () => void): void {
  const starter = startedBy();
  if (starter === null) return;
  const look = () => {
    if (process.ppid !== starter) end();
  };
  look();
  setInterval(look, LOOK_EVERY_MILLISECONDS).unref();
}

/** A program whose output nobody reads any more goes on; a write to it must not end it. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/**
 * Runs a program that starts things and then serves until Ctrl-C, SIGTERM, SIGHUP or the end of what started it; what
 * it added to `running` is stopped then, newest first, and it ends with status 0. A problem is printed, in one sentence
 * where it is one of the surroundings, and ends it with status 1, everything stopped as well.
 */
export async function runUntilStopped(
  start: (running: Stoppables) => Promise<void>,
): Promise<void> {
  const running = new Stoppables();
  let isEnding = false;
  const end = async (status: number) => {
    if (isEnding) return;
    isEnding = true;
    const isClean = await running.stopAll();
    process.exit(isClean ? status : 1);
  };
  const fail = async (error: unknown) => {
    if (!isEnding) reportProblem(error);
    await end(1);
  };
  outliveReaders();
  for (const signal of SIGNALS) process.on(signal, () => void end(0));
  process.on('uncaughtException', (error) => void fail(error));
  endWithStarter(() => void end(0));
  await start(running).catch(fail);
}
