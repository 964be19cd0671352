import type { CutField, CutLevel } from './cut-fields.ts';

/** Introspection and `__typename`, which tell of the schema and not of a child. */
function isMeta(type: string, { node }: CutField): boolean {
  return type.startsWith('__') || node.name.value.startsWith('__');
}

/**
 * The fields that an answer shows, as `Type.field`: those of objects that are there. A field of an object that the answer
 * does not have was not shown, whatever was asked.
 */
export class ShownFields {
  readonly #coordinates = new Set<string>();
  readonly #met = new Map<CutLevel, Set<string>>();
  /** Levels of which nothing more can be met. */
  readonly #whole = new Set<CutLevel>();

  get coordinates(): string[] {
    return [...this.#coordinates];
  }

  /** Notes an object of a type at a level. */
  meet(level: CutLevel, type: string): void {
    const met = this.#met.get(level) ?? new Set();
    if (met.has(type)) return;
    this.#met.set(level, met.add(type));
    for (const field of level.fields.get(type) ?? [])
      if (!field.isCut && !isMeta(type, field))
        this.#coordinates.add(`${type}.${field.node.name.value}`);
  }

  /** Notes the objects of a value of which nothing has to be changed. They are of one type each. */
  meetAll(level: CutLevel, value: unknown): void {
    if (this.#whole.has(level) || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) this.meetAll(level, item);
      return;
    }
    const [type = '', fields = []] = [...level.fields][0] ?? [];
    this.meet(level, type);
    const below = fields.flatMap((field) =>
      field.below ? [{ ...field, below: field.below }] : [],
    );
    for (const field of below) this.meetAll(field.below, Reflect.get(value, field.key));
    if (below.every((field) => this.#whole.has(field.below))) this.#whole.add(level);
  }
}
