import { pino } from 'pino';

/** How much may wait for the end of a turn, in bytes. */
const MOST_WAITING = 8_192;

/** The beginning of a line that tells of nothing wrong: trace, debug or info. */
const QUIET = /^\{"level":[123]0,/;

/**
 * Writes log lines to a file descriptor, in their order: a warning or an error at once with all before it, other lines
 * by the end of the event loop's turn, all of the turn in one go, and whatever waits before the process ends.
 */
export function turnLines(fd: number) {
  const destination = pino.destination({ fd, minLength: MOST_WAITING });
  let isWaiting = false;
  const flushSync = (): void => {
    isWaiting = false;
    destination.flushSync();
  };
  process.on('exit', flushSync);
  return {
    flushSync,
    write: (line: string): void => {
      destination.write(line);
      if (!QUIET.test(line)) flushSync();
      else if (!isWaiting) {
        isWaiting = true;
        setImmediate(flushSync);
      }
    },
  };
}
