import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** What a gateway said of a supergraph: null while it has said nothing, no reasons where it took it. */
export interface Verdict {
  gateway: string;
  reasons: readonly string[] | null;
}

/** A gateway that has not looked for so long is not running, in seconds. */
const SILENCE = 10;

/** Notes that a gateway runs. */
export async function noteSeen(db: Kysely<Tables>, gateway: string): Promise<void> {
  const seenAt = sql<Date>`now()`;
  await db
    .insertInto('gatewaySeen')
    .values({ gateway, seenAt })
    .onConflict((conflict) => conflict.column('gateway').doUpdateSet({ seenAt }))
    .execute();
}

/** Keeps what a gateway says of a supergraph; what it says last counts. */
export async function sayVerdict(
  db: Kysely<Tables>,
  supergraphId: number,
  { gateway, reasons }: { gateway: string; reasons: readonly string[] },
): Promise<void> {
  const said = { reasons: [...reasons], saidAt: sql<Date>`now()` };
  await db
    .insertInto('supergraphVerdict')
    .values({ supergraphId, gateway, ...said })
    .onConflict((conflict) => conflict.columns(['supergraphId', 'gateway']).doUpdateSet(said))
    .execute();
}

/**
 * What the gateways that run say of a supergraph, or of a later one where they passed it over: what was published in it
 * is in that too.
 */
export async function findVerdicts(db: Kysely<Tables>, supergraphId: number): Promise<Verdict[]> {
  return db
    .selectFrom('gatewaySeen')
    .leftJoin('supergraphVerdict', (join) =>
      join
        .onRef('supergraphVerdict.gateway', '=', 'gatewaySeen.gateway')
        .on('supergraphVerdict.supergraphId', '>=', supergraphId),
    )
    .distinctOn('gatewaySeen.gateway')
    .select(['gatewaySeen.gateway as gateway', 'supergraphVerdict.reasons as reasons'])
    .where('gatewaySeen.seenAt', '>', sql<Date>`now() - make_interval(secs => ${SILENCE})`)
    .orderBy('gatewaySeen.gateway')
    .orderBy('supergraphVerdict.supergraphId', 'desc')
    .execute();
}
