import { isAbstractType } from 'graphql';
import type { FieldNode } from 'graphql';
import { isMet } from '../need.ts';
import type { Need } from '../need.ts';
import type { SelectedField, SelectedLevel } from './selected-fields.ts';

/** A field as it is shown to one viewer. */
export interface CutField {
  key: string;
  node: FieldNode;
  /** Null in the answer and not asked for. */
  isCut: boolean;
  below: CutLevel | null;
}

/** What of a level is shown to one viewer. */
export interface CutLevel {
  /** Whether its objects may be of several types. */
  isAbstract: boolean;
  fields: ReadonlyMap<string, readonly CutField[]>;
  /** For each of these types that is about one child, what tells which. */
  hiddenChildren: ReadonlyMap<string, FieldNode>;
  /** Whether a field that cannot be null is cut from it: then it cannot be shown at all. */
  isLost: boolean;
  /** Whether the answer differs from what is asked for, here or below. */
  isTouched: boolean;
}

/** What a field needs, by the name of its object's type and its own. */
export type NeedOf = (field: SelectedField) => Need;

/**
 * Cuts from an operation what the scopes do not reach; null stands for no viewer. Where a cut field cannot be null, the
 * nearest field above that can be is cut instead, whatever its objects turn out to be.
 */
export class FieldCutter {
  readonly #needOf: NeedOf;
  readonly #scopes: ReadonlySet<string> | null;
  readonly #cut = new Map<SelectedLevel, CutLevel>();

  constructor(needOf: NeedOf, scopes: ReadonlySet<string> | null) {
    this.#needOf = needOf;
    this.#scopes = scopes;
  }

  cut(level: SelectedLevel): CutLevel {
    const cut = this.#cut.get(level) ?? this.#cutLevel(level);
    this.#cut.set(level, cut);
    return cut;
  }

  #cutLevel(level: SelectedLevel): CutLevel {
    let isLost = false;
    const isAbstract = isAbstractType(level.type);
    let isTouched = isAbstract || level.hiddenChildren.size > 0;
    const fields = new Map<string, CutField[]>();
    for (const [type, selected] of level.fields) {
      const cut = selected.map((field) => this.#cutField(field));
      isLost ||= cut.some(({ isCut }, index) => isCut && selected[index]?.isNullable === false);
      isTouched ||= cut.length === 0 || cut.some((field) => field.isCut || field.below?.isTouched);
      fields.set(type, cut);
    }
    const { hiddenChildren } = level;
    return { isAbstract, fields, hiddenChildren, isLost, isTouched };
  }

  #cutField(field: SelectedField): CutField {
    const { key, node } = field;
    if (!isMet(this.#needOf(field), this.#scopes)) return { key, node, isCut: true, below: null };
    const below = field.below === null ? null : this.cut(field.below);
    return { key, node, isCut: below?.isLost === true, below };
  }
}
