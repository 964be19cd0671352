import { setImmediate as turn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { LinkNotes } from '../../../shared/links/link-change.ts';
import { findLinkNotes } from '../queries/tell-links.ts';
import type { Tables } from '../tables.ts';

interface Reading {
  /** Whether it is too late for more children to be read with those before. */
  isBegun: boolean;
  notes: Promise<LinkNotes>;
}

/**
 * What is to be told beside the answers of a context's calls. It is read while the door reads the children asked for, so
 * that nobody waits for it; of records that wait, only those that may be of a child whom the door showed are told.
 */
export class NotesOfChildren {
  readonly #db: Kysely<Tables>;
  readonly #asked = new Set<number>();
  readonly #shown = new Set<number>();
  #reading: Reading | null = null;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Children are asked for, by their serials. */
  ask(childNos: readonly number[]): void {
    if (childNos.every((childNo) => this.#asked.has(childNo))) return;
    for (const childNo of childNos) this.#asked.add(childNo);
    if (this.#reading?.isBegun) this.#reading = null;
    // Whoever wants them is told that they could not be read.
    this.#read().catch(() => undefined);
  }

  /** The door shows children: those asked for, or others whom a retired serial or an identifier led to. */
  show(childNos: readonly number[]): void {
    for (const childNo of childNos) this.#shown.add(childNo);
    this.ask(childNos);
  }

  /** `isAnew`: read now, since what was read when they were asked for may have been changed by the call itself. */
  async find(isAnew: boolean): Promise<LinkNotes> {
    const { untold, waiting } = isAnew
      ? await findLinkNotes(this.#db, [...this.#shown])
      : await this.#read();
    return { untold, waiting: waiting.filter(({ childNo }) => this.#shown.has(childNo)) };
  }

  #read(): Promise<LinkNotes> {
    return (this.#reading ??= this.#readSoon()).notes;
  }

  /** Once for all that are asked for in one turn of the event loop. */
  #readSoon(): Reading {
    const begin = async () => {
      await turn();
      reading.isBegun = true;
      return findLinkNotes(this.#db, [...this.#asked]);
    };
    const reading: Reading = { isBegun: false, notes: begin() };
    return reading;
  }
}
