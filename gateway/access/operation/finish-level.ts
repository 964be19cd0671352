import type { CutField, CutLevel } from './cut-fields.ts';

/** A field of an answer, as it is finished. */
export interface FinishField {
  key: string;
  /** Null in the answer. */
  isCut: boolean;
  below: FinishLevel | null;
}

/** Objects of one type at a level. */
export interface FinishKind {
  /** Numbered from 0 within an operation. */
  id: number;
  type: string;
  fields: readonly FinishField[];
  /** Those of its fields below which more objects are. */
  ways: readonly { key: string; below: FinishLevel }[];
  /** The fields it shows, as `Type.field`. */
  coordinates: readonly string[];
  /** Whether its objects tell which child they are about. */
  isAboutChild: boolean;
}

/** A level of an answer, worked out once for an operation. */
export interface FinishLevel {
  /** Numbered from 0 within an operation. */
  id: number;
  isAbstract: boolean;
  isLost: boolean;
  isTouched: boolean;
  kinds: ReadonlyMap<string, FinishKind>;
  /** The first of them; where the level is not abstract there is no other. */
  first: FinishKind | null;
}

/** Introspection and `__typename`, which tell of the schema and not of a child. */
function isMeta(type: string, { node }: CutField): boolean {
  return type.startsWith('__') || node.name.value.startsWith('__');
}

function coordinatesOf(type: string, fields: readonly CutField[]): string[] {
  const told = fields.filter((field) => !field.isCut && !isMeta(type, field));
  return [...new Set(told.map(({ node }) => `${type}.${node.name.value}`))];
}

/** Numbers the levels of one operation, and the kinds of objects in them. */
export class FinishLevels {
  readonly #levels = new Map<CutLevel, FinishLevel>();
  readonly kinds: FinishKind[] = [];

  get size(): number {
    return this.#levels.size;
  }

  /** The level as answers are finished by it. */
  of(level: CutLevel): FinishLevel {
    const known = this.#levels.get(level);
    if (known) return known;
    const kinds = new Map<string, FinishKind>();
    const { isAbstract, isLost, isTouched } = level;
    for (const [type, fields] of level.fields) kinds.set(type, this.#kindOf(level, type, fields));
    const [first = null] = kinds.values();
    const made = { id: this.#levels.size, isAbstract, isLost, isTouched, kinds, first };
    this.#levels.set(level, made);
    return made;
  }

  #kindOf(level: CutLevel, type: string, cut: readonly CutField[]): FinishKind {
    const fields = cut.map(({ key, isCut, below }) => ({
      key,
      isCut,
      below: below && this.of(below),
    }));
    const kind = {
      id: this.kinds.length,
      type,
      fields,
      ways: fields.flatMap(({ key, below }) => (below ? [{ key, below }] : [])),
      coordinates: coordinatesOf(type, cut),
      isAboutChild: level.hiddenChildren.has(type),
    };
    this.kinds.push(kind);
    return kind;
  }
}
