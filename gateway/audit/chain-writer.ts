import { afterCommit, linkTo, newChain } from './chain.ts';
import type { Chain } from './chain.ts';
import type { HeadFile } from './head-file.ts';
import { isPlaceTaken, isRefused } from './trail-database.ts';
import type { TrailDatabase } from './trail-database.ts';
import type { TrailRow } from './trail-row.ts';

/**
 * Writes a gateway's chain, one commit at a time. Entries are committed first and their head is signed after, so that
 * a head never promises what the database does not hold: a gateway killed in between leaves entries without a head, of
 * one commit at most, and their answers have not left. After a failure that may have written something, a chain is
 * left as it is and a new one is opened, tied to the last head; so it is after one that found its place taken.
 */
export class ChainWriter {
  readonly #gateway: string;
  readonly #database: TrailDatabase;
  readonly #heads: HeadFile;
  #chain: Chain | null = null;

  constructor(gateway: string, database: TrailDatabase, heads: HeadFile) {
    this.#gateway = gateway;
    this.#database = database;
    this.#heads = heads;
  }

  /**
   * Signs for the commit that was written and whose head was not, if there is one: this gateway was killed then, or did
   * not learn how the commit ended. What somebody else put there is signed for only where it looks the same.
   */
  async acknowledgeLeft(): Promise<void> {
    const { last } = this.#heads;
    if (last === null || last.kind === 'CLOSED' || last.kind === 'LEFT') return;
    const { chain: id, commit, position } = last;
    const left = await this.#database.entriesAfter(id, position);
    const chain = afterCommit({ id, commit, position, hash: Buffer.from(last.hash, 'hex') }, left);
    if (chain !== null) await this.#heads.append('LEFT', chain);
  }

  async #openChain(): Promise<Chain> {
    await this.acknowledgeLeft();
    const chain = newChain(this.#gateway, this.#heads.hash);
    await this.#heads.append('OPENED', chain);
    this.#chain = chain;
    return chain;
  }

  async #insert(rows: Parameters<TrailDatabase['insert']>[0]): Promise<void> {
    try {
      await this.#database.insert(rows);
    } catch (error) {
      if (isPlaceTaken(error)) await this.close();
      else if (!isRefused(error)) this.#chain = null;
      throw error;
    }
  }

  /** Makes entries durable: in the database and under a signed head. */
  async commit(rows: readonly TrailRow[]): Promise<void> {
    await this.#database.connect();
    await this.#heads.check();
    const linked = linkTo(this.#chain ?? (await this.#openChain()), rows);
    await this.#insert(linked.rows);
    this.#chain = null;
    await this.#heads.append('HEAD', linked.chain);
    this.#chain = linked.chain;
  }

  /** Says that the chain ends here by intent. */
  async close(): Promise<void> {
    if (this.#chain === null) return;
    await this.#heads.append('CLOSED', this.#chain);
    await this.#database.markClosed(this.#chain);
    this.#chain = null;
  }
}
