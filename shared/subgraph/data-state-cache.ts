import type { DataState } from './department-call.ts';

const KEPT_MILLISECONDS = 5_000;

/** What is known of a department's data. */
export interface DataStateCache {
  /** The newest state known; null where none could be found. */
  read: () => Promise<DataState | null>;
  /** Lets go of what is known, which is no longer so: the next reading waits for what is. */
  forget: () => void;
}

/**
 * Keeps what a department last said of its data for five seconds, so that no question waits for it:
 * a call is answered with the newest state known while the next one is fetched. Failures leave it as it was.
 */
export function createDataStateCache(find: () => Promise<DataState>): DataStateCache {
  let state: DataState | null = null;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | null = null;

  function refresh(): Promise<void> {
    fetchedAt = performance.now();
    const fetching = find()
      .catch(() => state)
      .then((found) => {
        // What was asked for before it was forgotten is none any more.
        if (pending !== fetching) return;
        state = found;
        pending = null;
      });
    return fetching;
  }

  return {
    read: async () => {
      if (performance.now() - fetchedAt > KEPT_MILLISECONDS) pending ??= refresh();
      if (state === null) await pending;
      return state;
    },
    forget: () => {
      state = null;
      fetchedAt = Number.NEGATIVE_INFINITY;
      pending = null;
    },
  };
}
