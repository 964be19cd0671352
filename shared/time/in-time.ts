/** What ends a wait: nobody is told any more that it was too long. */
function ending<Value>(timer: NodeJS.Timeout, settle: (value: Value) => void) {
  return (value: Value): void => {
    clearTimeout(timer);
    settle(value);
  };
}

/**
 * Waits for work, no longer than so many milliseconds; past them it rejects with what `late` says, whatever becomes of
 * the work.
 */
export function inTime<Result>(
  work: Promise<Result>,
  milliseconds: number,
  late: () => Error,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(late());
    }, milliseconds);
    work.then(ending(timer, resolve), ending(timer, reject));
  });
}
