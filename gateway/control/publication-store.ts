import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { SeenOperation } from '../usage/operation-use.ts';
import { findSeenOperations } from './operations-seen.ts';
import { findSupergraphs, keepSupergraph, lastSignedAt, newestSupergraph } from './publications.ts';
import type { PublishedSupergraph } from './publications.ts';
import { findPublishKey } from './publish-keys.ts';
import type { PublishKey } from './publish-keys.ts';
import type { Tables } from './tables.ts';
import { findVerdicts, noteSeen, sayVerdict } from './verdicts.ts';
import type { Verdict } from './verdicts.ts';

/** What is read and written while one publication is judged, all of it in one transaction. */
export interface PublicationWork {
  newest: () => Promise<PublishedSupergraph | null>;
  lastSignedAt: (department: string) => Promise<Date | null>;
  seenOperations: () => Promise<SeenOperation[]>;
  keep: (supergraph: Parameters<typeof keepSupergraph>[1]) => Promise<number>;
}

/** What departments have published, and what the gateways say of it. */
export interface PublicationStore {
  findKey: (id: string) => Promise<PublishKey | null>;
  /** The last supergraphs published, the newest first. */
  findSupergraphs: (most: number) => Promise<PublishedSupergraph[]>;
  /** The number of the newest one; 0 where nothing was published. */
  newest: () => Promise<number>;
  /** One publication at a time, whichever gateway it came to: all of it is kept, or nothing. */
  oneByOne: <Result>(work: (store: PublicationWork) => Promise<Result>) => Promise<Result>;
  noteSeen: (gateway: string) => Promise<void>;
  sayVerdict: (id: number, said: Parameters<typeof sayVerdict>[2]) => Promise<void>;
  findVerdicts: (id: number) => Promise<Verdict[]>;
}

/** Any number of ours, by which publications wait for one another. */
const LOCK = 20_221_203;

function workIn(db: Kysely<Tables>, today: string): PublicationWork {
  return {
    newest: async () => (await findSupergraphs(db, 1))[0] ?? null,
    lastSignedAt: (department) => lastSignedAt(db, department),
    seenOperations: () => findSeenOperations(db, today),
    keep: (supergraph) => keepSupergraph(db, supergraph),
  };
}

/** `today` is the day up to which operations seen count. */
export function publicationStore(db: Kysely<Tables>, today: () => string): PublicationStore {
  return {
    findKey: (id) => findPublishKey(db, id),
    findSupergraphs: (most) => findSupergraphs(db, most),
    newest: () => newestSupergraph(db),
    oneByOne: (work) =>
      db.transaction().execute(async (transaction) => {
        await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
        return work(workIn(transaction, today()));
      }),
    noteSeen: (gateway) => noteSeen(db, gateway),
    sayVerdict: (id, said) => sayVerdict(db, id, said),
    findVerdicts: (id) => findVerdicts(db, id),
  };
}
