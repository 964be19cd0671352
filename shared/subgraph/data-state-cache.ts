import type { DataState } from './department-call.ts';

const KEPT_MILLISECONDS = 5_000;

/**
 * Keeps what a department last said of its data for five seconds, so that no question waits for it:
 * a call is answered with the newest state known while the next one is fetched. Failures leave it as it was.
 */
export function createDataStateCache(find: () => Promise<DataState>) {
  let state: DataState | null = null;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | null = null;

  async function refresh(): Promise<void> {
    fetchedAt = performance.now();
    state = await find().catch(() => state);
    pending = null;
  }

  return async (): Promise<DataState | null> => {
    if (performance.now() - fetchedAt > KEPT_MILLISECONDS) pending ??= refresh();
    if (state === null) await pending;
    return state;
  };
}
