import type { Client } from 'pg';
import { z } from 'zod';

const bytes = z
  .string()
  .startsWith('\\x')
  .transform((hex) => Buffer.from(hex.slice(2), 'hex'));

/** A row of `ENTRIES`. */
export const entryForm = z.object({
  table: z.enum(['access_record', 'emergency_event']),
  columns: z
    .object({
      chain_id: z.string(),
      position: z.number(),
      commit_no: z.number(),
      previous_hash: bytes,
      hash: bytes,
      gateway_id: z.string(),
    })
    .loose(),
});

/** An entry as the database holds it. */
export type StoredEntry = z.infer<typeof entryForm>;

/** Both tables as one list, each chain's entries in order. */
const ENTRIES = `
  select 'access_record' as "table", to_json(a) as columns, a.chain_id, a.position from access_record a
  union all
  select 'emergency_event', to_json(e), e.chain_id, e.position from emergency_event e
  order by chain_id, position`;

const ENTRIES_AT_ONCE = 200;

/** How many entries there are. */
export async function countEntries(client: Client): Promise<number> {
  const { rows } = await client.query<{ entries: number }>(
    `select ((select count(*) from access_record) + (select count(*) from emergency_event))::int as entries`,
  );
  return rows[0]?.entries ?? 0;
}

/** All entries, chain by chain and in order, within the client's transaction. */
export async function* readEntries(client: Client): AsyncGenerator<StoredEntry> {
  await client.query(`declare entries no scroll cursor for ${ENTRIES}`);
  for (;;) {
    const { rows } = await client.query<{ table: unknown; columns: unknown }>(
      `fetch ${ENTRIES_AT_ONCE} from entries`,
    );
    if (rows.length === 0) return;
    for (const row of rows) yield entryForm.parse(row);
  }
}

/** Where in a chain the entry with a hash stands, if there is one. */
export async function findByHash(
  client: Client,
  chain: string,
  hash: Buffer,
): Promise<number | null> {
  const { rows } = await client.query<{ position: string }>(
    `select position from access_record where chain_id = $1 and hash = $2
     union all select position from emergency_event where chain_id = $1 and hash = $2 limit 1`,
    [chain, hash],
  );
  return rows[0] === undefined ? null : Number(rows[0].position);
}

/** A chain that its gateway closed by intent, after a commit. */
export interface ClosedChain {
  id: string;
  gateway: string;
  commit: number;
}

/** The chains that gateways closed, by their ids. */
export async function closedChains(client: Client): Promise<Map<string, ClosedChain>> {
  const { rows } = await client.query<ClosedChain>(
    'select chain_id as id, gateway_id as gateway, commit_no::int as commit from closed_chain',
  );
  return new Map(rows.map((chain) => [chain.id, chain]));
}
