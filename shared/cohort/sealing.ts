import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ChildSet } from './child-set.ts';

/** What a department says of a criterion: all children it knows who meet it, whoever is asked about. */
export interface Contribution {
  department: string;
  /** Whether it may be counted by only, as its viewer holds no more than the department's aggregates. */
  countedOnly: boolean;
  children: ChildSet;
}

/** Closes a contribution so that the register alone can open it. */
export interface Sealing {
  seal: (contribution: Contribution) => Promise<string>;
  /** Opens what `seal` made; null for anything else. */
  open: (sealed: string) => Promise<Contribution | null>;
}

const MOST_HANDLES = 2_000;
const HANDLE_MILLISECONDS = 120_000;
const HANDLE_BYTES = 24;

/**
 * Sealing within one process: a random handle that nobody can guess, and the contribution beside it. Each
 * handle is for one question in flight, and forgotten after two minutes.
 */
export function sealInProcess(): Sealing {
  const contributions = new LRUCache<string, Contribution>({
    max: MOST_HANDLES,
    ttl: HANDLE_MILLISECONDS,
  });
  return {
    seal: async (contribution) => {
      const handle = randomBytes(HANDLE_BYTES).toString('base64url');
      contributions.set(handle, contribution);
      return handle;
    },
    open: async (handle) => contributions.get(handle) ?? null,
  };
}

/** What departments of one process share, unless they are given keys. */
export const processSealing = sealInProcess();
