import { setImmediate as turn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { rowsOf } from '../../../shared/database/json-columns.ts';
import type { LinkNotes } from '../../../shared/links/link-change.ts';
import { readOfChildren } from '../queries/of-children.ts';
import type { ColumnsOfChildren } from '../queries/of-children.ts';
import type { Tables } from '../tables.ts';

type NotesAsRead = Pick<ColumnsOfChildren, 'untold' | 'waiting'>;

function notesIn({ untold, waiting }: NotesAsRead): LinkNotes {
  return { untold: rowsOf(untold), waiting: rowsOf(waiting) };
}

/**
 * What is to be told beside the answers of a context's calls. The door reads it with the children of the serials asked
 * for; for others, whom a retired serial or an identifier led to, it is read as soon as they are shown. Of records that
 * wait, only those that may be of a child whom the door showed are told.
 */
export class NotesOfChildren {
  readonly #db: Kysely<Tables>;
  readonly #readOf = new Set<number>();
  readonly #shown = new Set<number>();
  #notes: LinkNotes | null = null;
  #reading: Promise<void> | null = null;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** The door has read what is to be told, with these children. */
  take(read: NotesAsRead, childNos: readonly number[]): void {
    const { untold, waiting } = notesIn(read);
    const others = waiting.filter(({ childNo }) => !this.#readOf.has(childNo));
    this.#notes = { untold, waiting: [...(this.#notes?.waiting ?? []), ...others] };
    for (const childNo of childNos) this.#readOf.add(childNo);
  }

  /** The door shows children. */
  show(childNos: readonly number[]): void {
    for (const childNo of childNos) this.#shown.add(childNo);
    // Whoever wants the notes is told that they could not be read.
    if (!this.#isRead()) this.#readSoon().catch(() => undefined);
  }

  /** `isAnew`: read now, since what was read when they were asked for may have been changed by the call itself. */
  async find(isAnew: boolean): Promise<LinkNotes> {
    const { untold, waiting } = isAnew ? notesIn(await this.#read()) : await this.#known();
    return { untold, waiting: waiting.filter(({ childNo }) => this.#shown.has(childNo)) };
  }

  async #known(): Promise<LinkNotes> {
    while (this.#notes === null || !this.#isRead()) await this.#readSoon();
    return this.#notes;
  }

  #isRead(): boolean {
    return [...this.#shown].every((childNo) => this.#readOf.has(childNo));
  }

  /** Once for all who want to know in one turn of the event loop, and until it is read. */
  #readSoon(): Promise<void> {
    return (this.#reading ??= this.#readAll().finally(() => {
      this.#reading = null;
    }));
  }

  async #readAll(): Promise<void> {
    await turn();
    const childNos = [...this.#shown];
    this.take(await this.#read(), childNos);
  }

  #read(): Promise<NotesAsRead> {
    return readOfChildren(this.#db, [...this.#shown], ['untold', 'waiting']);
  }
}
