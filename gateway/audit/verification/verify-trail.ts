import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ChainCheck } from './check-chain.ts';
import type { Lookups } from './check-chain.ts';
import type { Anchor, Verdict } from './finding.ts';
import type { PromisedChain } from './head-chain.ts';
import { closedChains, countEntries, findByHash, readEntries } from './read-entries.ts';
import type { ClosedChain, StoredEntry } from './read-entries.ts';
import { readHeads } from './read-heads.ts';
import type { Promised } from './read-heads.ts';

export interface VerifyOptions {
  /** Of a role that may select from the audit database. */
  databaseUrl: string;
  /** The head files and public keys of every gateway that writes to it. */
  headsFolder: string;
  /** Anchors of an earlier verdict. */
  kept?: readonly Anchor[];
  /** Called with the entries read so far, and how many there are. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Head files are read before and after the database, so that gateways may go on writing: what was promised before must
 * be in it, and what is in it must have been promised by then.
 */
interface Evidence {
  due: ReadonlyMap<string, PromisedChain>;
  promised: Promised;
  closed: ReadonlyMap<string, ClosedChain>;
}

/** Judges the entries of all chains, which come chain by chain. */
class TrailCheck {
  entries = 0;
  readonly #lookups: Lookups;
  readonly #evidence: Evidence;
  readonly #verdict: Pick<Verdict, 'findings' | 'notes'>;
  readonly #seen = new Set<string>();
  #chain: { id: string; check: ChainCheck | null } | null = null;

  constructor(lookups: Lookups, evidence: Evidence) {
    this.#lookups = lookups;
    this.#evidence = evidence;
    const { findings, notes } = evidence.promised;
    this.#verdict = { findings: [...findings], notes: [...notes] };
  }

  async take(entry: StoredEntry): Promise<void> {
    const { chain_id: id, gateway_id: gateway } = entry.columns;
    if (this.#chain?.id !== id) {
      await this.#endChain();
      this.#chain = { id, check: this.#beginChain(id, gateway) };
    }
    this.entries += 1;
    await this.#chain.check?.take(entry);
  }

  /** Ends the last chain, looks for chains that are gone altogether, and answers what is wrong. */
  async end(): Promise<Verdict> {
    await this.#endChain();
    const { due, closed } = this.#evidence;
    for (const { id, gateway } of [...due.values(), ...closed.values()])
      if (!this.#seen.has(id)) {
        this.#chain = { id, check: this.#beginChain(id, gateway) };
        await this.#endChain();
      }
    const { gateways, heads, anchors } = this.#evidence.promised;
    const { findings, notes } = this.#verdict;
    return {
      gateways: gateways.length,
      chains: this.#seen.size,
      entries: this.entries,
      heads,
      anchors,
      findings,
      notes,
    };
  }

  #beginChain(id: string, gateway: string): ChainCheck | null {
    this.#seen.add(id);
    const promised = this.#evidence.promised.chains.get(id);
    if (promised !== undefined) return new ChainCheck(promised, this.#lookups);
    const says =
      'no head file knows this chain: its heads were removed, its file is not here, or someone else wrote its records';
    this.#verdict.findings.push({ kind: 'CHAIN_UNKNOWN', gateway, chain: id, says });
    return null;
  }

  async #endChain(): Promise<void> {
    if (this.#chain?.check === null || this.#chain === null) return;
    const { id, check } = this.#chain;
    const { due, closed } = this.#evidence;
    await check.end(due.get(id)?.lastPosition ?? 0, closed.get(id)?.commit ?? null);
    this.#verdict.findings.push(...check.findings);
    this.#verdict.notes.push(...check.notes);
  }
}

/** Whether a gateway at work signs for an entry within two seconds. */
async function isSignedSoon(headsFolder: string, chain: string, position: number, hash: Buffer) {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const { chains } = await readHeads(headsFolder);
    if (chains.get(chain)?.hashes.get(position) === hash.toString('hex')) return true;
    await sleep(200);
  }
  return false;
}

async function verifyWith(
  client: Client,
  { headsFolder, kept, onProgress }: VerifyOptions,
): Promise<Verdict> {
  const before = await readHeads(headsFolder);
  await client.query('begin isolation level repeatable read read only');
  const total = await countEntries(client);
  const closed = await closedChains(client);
  const promised = await readHeads(headsFolder, kept);
  const lookups: Lookups = {
    findByHash: (chain, hash) => findByHash(client, chain, hash),
    isSignedSince: (...place) => isSignedSoon(headsFolder, ...place),
  };
  const check = new TrailCheck(lookups, { due: before.chains, promised, closed });
  for await (const entry of readEntries(client)) {
    await check.take(entry);
    onProgress?.(check.entries, total);
  }
  return check.end();
}

/** Compares the audit database with the signed heads. Gateways may go on writing meanwhile. */
export async function verifyTrail(options: VerifyOptions): Promise<Verdict> {
  const client = new Client({ connectionString: options.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await verifyWith(client, options);
  } finally {
    await client.end();
  }
}
