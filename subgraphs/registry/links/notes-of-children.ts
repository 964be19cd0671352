import { setImmediate as turn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { LinkNotes } from '../../../shared/links/link-change.ts';
import { readOfChildren } from '../queries/of-children.ts';
import type { Tables } from '../tables.ts';

/**
 * What is to be told beside the answers of a context's calls. The door reads it with the children asked for; of records
 * that wait, only those that may be of a child whom it showed are told.
 */
export class NotesOfChildren {
  readonly #db: Kysely<Tables>;
  readonly #readOf = new Set<number>();
  readonly #shown = new Set<number>();
  #notes: LinkNotes | null = null;
  #reading: Promise<LinkNotes> | null = null;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** The door has read what is to be told, with these children. */
  take({ untold, waiting }: LinkNotes, childNos: readonly number[]): void {
    for (const childNo of childNos) this.#readOf.add(childNo);
    this.#notes = { untold, waiting: [...(this.#notes?.waiting ?? []), ...waiting] };
  }

  /** The door shows children: those asked for, or others whom a retired serial or an identifier led to. */
  show(childNos: readonly number[]): void {
    for (const childNo of childNos) this.#shown.add(childNo);
  }

  /** `isAnew`: read now, since what was read when they were asked for may have been changed by the call itself. */
  async find(isAnew: boolean): Promise<LinkNotes> {
    const { untold, waiting } = isAnew ? await this.#read() : await this.#known();
    return { untold, waiting: waiting.filter(({ childNo }) => this.#shown.has(childNo)) };
  }

  #known(): LinkNotes | Promise<LinkNotes> {
    const isRead = [...this.#shown].every((childNo) => this.#readOf.has(childNo));
    return this.#notes !== null && isRead ? this.#notes : (this.#reading ??= this.#readSoon());
  }

  /** Once for all who want to know in one turn of the event loop. */
  async #readSoon(): Promise<LinkNotes> {
    await turn();
    this.#reading = null;
    return this.#read();
  }

  #read(): Promise<LinkNotes> {
    return readOfChildren(this.#db, [...this.#shown], ['untold', 'waiting']);
  }
}
