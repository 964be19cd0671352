import { setTimeout as sleep } from 'node:timers/promises';

/** Makes a wait that resolves so many milliseconds after it resolved last, at the earliest; at once where that is over. */
export function intervals(milliseconds: number): () => Promise<void> {
  let last = -Infinity;
  return async () => {
    const left = last + milliseconds - performance.now();
    if (left > 0) await sleep(left);
    last = performance.now();
  };
}
