import type { Kysely } from 'kysely';
import { readLog, reachesBack } from '../../../shared/cohort/change-log.ts';
import type { Change } from '../../../shared/cohort/change-log.ts';
import { GraphError } from '../../../shared/errors/graph-error.ts';
import { withChanges } from '../matching/changed-register.ts';
import type { RegisterIndex } from '../matching/register-index.ts';
import { readThose } from '../queries/register-for-matching.ts';
import type { Tables } from '../tables.ts';
import { readRegister } from './read-register.ts';

/** What tells of a change in what records are compared by; whoever writes guardians or identifiers writes the child too. */
const TOPICS = new Set(['child', 'residence']);
/** From so many changed children on, the register is made ready anew. */
const MANY_CHANGES = 5_000;
/** How long an asking waits for the register to be made ready, in milliseconds; one that takes longer is asked again. */
const PATIENCE = 2_000;

function notReady(): GraphError {
  return new GraphError('DEPARTMENT_UNAVAILABLE', {
    en: 'The register is being made ready for matching. Ask again in a moment.',
    vi: 'Sổ đăng ký trẻ em đang được chuẩn bị để đối chiếu. Hãy hỏi lại sau giây lát.',
  });
}

/** The children that changed; null where it may be any. */
function childrenOf(changes: readonly Change[]): number[] | null {
  const counting = changes.filter(({ topic }) => TOPICS.has(topic));
  if (counting.some(({ childNos }) => childNos === null)) return null;
  return counting.flatMap(({ childNos }) => childNos ?? []);
}

/** The register in memory as its database has it: made ready at the first asking, then kept by the change log. */
export class KeptIndex {
  readonly #db: Kysely<Tables>;
  #base: RegisterIndex | null = null;
  #current: RegisterIndex | null = null;
  #position = 0n;
  readonly #changed = new Set<number>();
  /** Transactions from #position on that are taken in already. */
  readonly #taken = new Set<bigint>();
  #making: Promise<void> | null = null;
  #reading: Promise<RegisterIndex> | null = null;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async #make(): Promise<void> {
    const { position } = await readLog(this.#db, null);
    this.#base = await readRegister(this.#db);
    this.#current = this.#base;
    this.#changed.clear();
    this.#taken.clear();
    this.#position = position;
  }

  /** Makes the register ready, in one go however many ask. */
  async #makeReady(): Promise<void> {
    this.#base = null;
    this.#current = null;
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
    });
    let timer: NodeJS.Timeout | undefined;
    const tired = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(notReady());
      }, PATIENCE);
    });
    await Promise.race([this.#making, tired]).finally(() => {
      clearTimeout(timer);
    });
  }

  /** Takes in what changed; answers false where that is more than can be told one by one. */
  async #catchUp(base: RegisterIndex): Promise<boolean> {
    const reading = await readLog(this.#db, this.#position);
    if (!reachesBack(reading, this.#position)) return false;
    const fresh = reading.changes.filter(({ transaction }) => !this.#taken.has(transaction));
    const changed = childrenOf(fresh);
    if (changed === null) return false;
    for (const childNo of changed) this.#changed.add(childNo);
    for (const { transaction } of fresh) this.#taken.add(transaction);
    if (this.#changed.size > MANY_CHANGES) return false;
    if (changed.length > 0) {
      const numbers = [...this.#changed];
      this.#current = withChanges(base, numbers, await readThose(this.#db, numbers));
    }
    this.#position = reading.position;
    for (const transaction of this.#taken)
      if (transaction < reading.position) this.#taken.delete(transaction);
    return true;
  }

  async #read(): Promise<RegisterIndex> {
    if (this.#making !== null || this.#base === null) await this.#makeReady();
    if (this.#base === null || !(await this.#catchUp(this.#base))) await this.#makeReady();
    if (this.#current === null) throw notReady();
    return this.#current;
  }

  /** The register as it is now. Throws DEPARTMENT_UNAVAILABLE while it is being made ready. */
  now(): Promise<RegisterIndex> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }
}

const kept = new WeakMap<Kysely<Tables>, KeptIndex>();

/** The one index of a database, made ready when it is first asked for. */
export function keptIndexOf(db: Kysely<Tables>): KeptIndex {
  const index = kept.get(db) ?? new KeptIndex(db);
  kept.set(db, index);
  return index;
}
