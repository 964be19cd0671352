import type { FinishKind, FinishLevel, FinishLevels } from './finish-level.ts';

/** Sets of kinds whose fields are remembered together, for one operation. */
const MOST_KEPT = 100;

/** Makes the list of the fields that kinds show, each once; the same kinds have the very same list. */
export function coordinatesOfKinds() {
  const known = new Map<string, readonly string[]>();
  return (kinds: readonly FinishKind[]): readonly string[] => {
    const key = kinds.map(({ id }) => id).join();
    const list = known.get(key) ?? [...new Set(kinds.flatMap(({ coordinates }) => coordinates))];
    if (known.size < MOST_KEPT) known.set(key, list);
    return list;
  };
}

/**
 * The kinds of objects that an answer shows. A field of an object that the answer does not have was not shown, whatever
 * was asked.
 */
export class ShownKinds {
  readonly #isMet: Uint8Array;
  /** Levels of which nothing more can be met. */
  readonly #isWhole: Uint8Array;
  readonly kinds: FinishKind[] = [];

  constructor({ kinds, size }: FinishLevels) {
    this.#isMet = new Uint8Array(kinds.length);
    this.#isWhole = new Uint8Array(size);
  }

  /** Notes an object. */
  meet(kind: FinishKind): void {
    if (this.#isMet[kind.id] === 1) return;
    this.#isMet[kind.id] = 1;
    this.kinds.push(kind);
  }

  /** Notes the objects of a value of which nothing has to be changed. They are of one type each. */
  meetAll(level: FinishLevel, value: unknown): void {
    if (this.#isWhole[level.id] === 1 || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) this.meetAll(level, item);
      return;
    }
    const { first } = level;
    if (first === null) return;
    this.meet(first);
    let isWhole = true;
    for (const { key, below } of first.ways) {
      this.meetAll(below, Reflect.get(value, key));
      isWhole &&= this.#isWhole[below.id] === 1;
    }
    if (isWhole) this.#isWhole[level.id] = 1;
  }
}
