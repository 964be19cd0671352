import type { GraphQLError } from 'graphql';
import type { Guarded } from '../../access/guard-schema.ts';
import { Place } from './place.ts';
import type { Data } from './values.ts';

/** Values of arguments, by their names. */
export type ArgumentValues = Readonly<Record<string, unknown>>;

const ROOT = { nodes: [], parentType: null, isNullable: false };

interface MakingOptions {
  context: Guarded;
  /** Coerced. */
  variables: Readonly<Record<string, unknown>>;
  /** Whether the grant refuses a field, by the field's number. */
  refused: readonly boolean[];
}

/** The making of one answer. */
export class Making {
  readonly context: Guarded;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly refused: readonly boolean[];
  /** Arguments that were read already, by the field's number. */
  readonly arguments: ArgumentValues[] = [];
  readonly root = new Place(ROOT, null, '', {});
  readonly #errors: GraphQLError[] = [];
  #finish: (() => void) | null = null;

  constructor({ context, variables, refused }: MakingOptions) {
    this.context = context;
    this.variables = variables;
    this.refused = refused;
  }

  /** Notes an error, unless what it lies in is null by another one already. */
  report(error: GraphQLError, within: Place): void {
    if (!within.isLost) this.#errors.push(error);
  }

  /** What was made ends with this, once all of it is there. */
  finish(): void {
    this.#finish?.();
  }

  /** Resolves when all that comes later is there. */
  finished(): Promise<void> {
    return new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** The response: null for data where the root itself is broken. */
  answer(data: Data) {
    const made = this.root.isLost ? null : data;
    return this.#errors.length === 0 ? { data: made } : { errors: this.#errors, data: made };
  }
}
