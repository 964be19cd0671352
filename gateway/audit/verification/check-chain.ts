import { entryHash, rootHash } from '../chain.ts';
import type { Finding, FindingKind } from './finding.ts';
import type { PromisedChain } from './head-chain.ts';
import type { StoredEntry } from './read-entries.ts';

/** What a check asks for besides the entries. */
export interface Lookups {
  /** Where in a chain the entry with a hash stands, if there is one. */
  findByHash: (chain: string, hash: Buffer) => Promise<number | null>;
  /** Whether there is a head, by now, for the entry at a position. */
  isSignedSince: (chain: string, position: number, hash: Buffer) => Promise<boolean>;
}

/** `record 5`, or `records 5 to 9`. */
function range(first: number, last: number): string {
  return first === last ? `record ${first}` : `records ${first} to ${last}`;
}

function hashOf({ table, columns }: StoredEntry): Buffer {
  return entryHash(columns.previous_hash, table, columns);
}

/** Walks one chain's entries, in order, against what the heads promise of it. */
export class ChainCheck {
  readonly findings: Finding[] = [];
  readonly notes: string[] = [];
  readonly #promised: PromisedChain;
  readonly #lookups: Lookups;
  #position = 0;
  /** As stored, whether it is right or not: each entry is judged by itself. */
  #hash: Buffer;
  /** The last head that was met and was right. */
  #soundUpTo = 0;
  /** Whether something is known to be wrong since then. */
  #isBroken = false;
  #unsigned: number[] = [];

  constructor(promised: PromisedChain, lookups: Lookups) {
    this.#promised = promised;
    this.#lookups = lookups;
    this.#hash = rootHash(promised.gateway, promised.id, promised.previousHead);
  }

  /** Takes the chain's next entry. */
  async take(entry: StoredEntry): Promise<void> {
    const { position, previous_hash: previous, hash } = entry.columns;
    const isNext = position === this.#position + 1;
    if (!isNext)
      this.#report('RECORD_REMOVED', `${range(this.#position + 1, position - 1)} removed`);
    if (!hashOf(entry).equals(hash)) this.#report('RECORD_CHANGED', `record ${position} changed`);
    else if (isNext && !previous.equals(this.#hash)) await this.#reportPlace(position, previous);
    this.#position = position;
    this.#hash = hash;
    this.#compareWithHead(entry);
  }

  /**
   * Says what is wrong at the chain's end. `due`: the entries that were promised before the database was read;
   * `closedAt`: the commit after which the gateway closed the chain, where it did.
   */
  async end(due: number, closedAt: number | null): Promise<void> {
    const { lastCommit, isClosed } = this.#promised;
    if (this.#position < due)
      this.#report('RECORDS_CUT_OFF', `${range(this.#position + 1, due)} cut off at the end`);
    if (closedAt !== null && (!isClosed || lastCommit !== closedAt)) {
      const says = `the head file ends at commit ${lastCommit}, but the gateway closed the chain after commit ${closedAt}: its last heads were removed`;
      this.#report('HEAD_REMOVED', says);
    } else await this.#judgeUnsigned();
    this.#noteLeft();
  }

  #report(kind: FindingKind, says: string): void {
    const { id: chain, gateway } = this.#promised;
    this.findings.push({ kind, gateway, chain, says });
    this.#isBroken = true;
  }

  /** An entry that is sound in itself but follows another one than stands before it. */
  async #reportPlace(position: number, previous: Buffer): Promise<void> {
    if (this.#isBroken) return;
    const before = await this.#lookups.findByHash(this.#promised.id, previous);
    if (before === null)
      this.#report('RECORD_REMOVED', `a record before record ${position} removed or changed`);
    else
      this.#report(
        'RECORD_MOVED',
        `record ${position} moved: it belongs after what is now record ${before}`,
      );
  }

  #compareWithHead({ columns: { position, commit_no: commit, hash } }: StoredEntry): void {
    const promised = this.#promised.hashes.get(position);
    if (commit > this.#promised.lastCommit) this.#unsigned.push(commit);
    if (promised === undefined) return;
    if (promised === hash.toString('hex')) this.#isBroken = false;
    else if (!this.#isBroken)
      this.#report(
        'RECORDS_REWRITTEN',
        `${range(this.#soundUpTo + 1, position)} rewritten, with their hashes: the head signed for them differs`,
      );
    this.#soundUpTo = position;
  }

  /** Entries after the last head: a gateway at work signs for them in a moment, one that was killed when it starts again. */
  async #judgeUnsigned(): Promise<void> {
    const { id, lastCommit, isClosed } = this.#promised;
    const count = this.#unsigned.length;
    if (count === 0) return;
    const says = `no signed head for ${range(this.#position - count + 1, this.#position)}`;
    const isOneCommit = this.#unsigned.every((commit) => commit === lastCommit + 1);
    if (!isOneCommit || isClosed)
      this.#report('HEAD_REMOVED', `${says}: heads were removed, or records added`);
    else if (!(await this.#lookups.isSignedSince(id, this.#position, this.#hash)))
      this.#report(
        'RECORDS_UNSIGNED',
        `${says}: if the gateway was killed, start it and verify again; if it was not, heads were removed, or records added`,
      );
  }

  #noteLeft(): void {
    const { gateway, id, leftFrom, lastPosition } = this.#promised;
    if (leftFrom === null) return;
    const which = range(leftFrom, lastPosition);
    this.notes.push(
      `gateway ${gateway}, chain ${id}: ${which} written, but killed before the head was signed; no answer left with them`,
    );
  }
}
