import { getNamedType, isAbstractType, isCompositeType, isLeafType, isUnionType } from 'graphql';
import type { GraphQLCompositeType, GraphQLField, GraphQLSchema } from 'graphql';

/** What a writer knows of a graph besides its schema. */
export interface WriterOptions {
  /** Variables that a written operation may use, with a value for each that does not come by its default. */
  variables: Readonly<Record<string, { declared: string; value?: unknown }>>;
  /** The ways to write the arguments of fields that take some, by field. */
  arguments: Readonly<Record<string, readonly string[]>>;
  /** Which root is asked; the queries when left out. */
  root?: 'query' | 'mutation';
}

/** The variables that conditions use. */
export const CONDITION_VARIABLES: WriterOptions['variables'] = {
  yes: { declared: '$yes: Boolean!', value: true },
  no: { declared: '$no: Boolean = false' },
};

const RANDOM_GRAPH_OPTIONS: WriterOptions = {
  variables: {
    id: { declared: '$id: ID! = "00000000010"' },
    since: { declared: '$since: Int', value: 2021 },
    text: { declared: '$text: String', value: 'hello' },
    ...CONDITION_VARIABLES,
  },
  arguments: {
    child: ['(id: "00000000010")', '(id: "00000000028")', '(id: $id)', '(id: "00000000093")'],
    visits: ['', '(since: 2021)', '(since: $since)'],
    echo: ['(text: "hi")', '(text: $text)', ''],
  },
};

/** Most fields stand without a condition. */
const CONDITIONS = [
  ...Array.from({ length: 6 }, () => ''),
  '@skip(if: $yes)',
  '@skip(if: $no)',
  '@include(if: $yes)',
  '@include(if: $no)',
  '@include(if: false)',
  '@skip(if: false) @include(if: $yes)',
];

const DEPTH = 4;

/**
 * Writes an operation as the numbers choose; where they run out the first choice is taken, so that fewer numbers make a
 * smaller operation.
 */
export class OperationWriter {
  readonly #schema: GraphQLSchema;
  readonly #choices: readonly number[];
  readonly #options: WriterOptions;
  readonly #fragments: { name: string; type: string; text: string }[] = [];
  #position = 0;

  constructor(
    schema: GraphQLSchema,
    choices: readonly number[],
    options: WriterOptions = RANDOM_GRAPH_OPTIONS,
  ) {
    this.#schema = schema;
    this.#choices = choices;
    this.#options = options;
  }

  /** The text of the operation and values for its variables. */
  write(): { query: string; variables: Record<string, unknown> } {
    const { root: kind = 'query' } = this.#options;
    const root = kind === 'query' ? this.#schema.getQueryType() : this.#schema.getMutationType();
    if (!root) throw new Error(`The graph has no ${kind}.`);
    const body = [
      this.#selections(root, DEPTH),
      ...this.#fragments.map(({ name, type, text }) => `fragment ${name} on ${type} ${text}`),
    ].join('\n');
    const used = Object.entries(this.#options.variables).filter(([name]) =>
      new RegExp(`\\$${name}\\b`).test(body),
    );
    const declared = used.map(([, variable]) => variable.declared).join(' ');
    return {
      query: `${kind} Q ${declared === '' ? '' : `(${declared})`} ${body}`,
      variables: Object.fromEntries(
        used.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
      ),
    };
  }

  #pick<Item>(items: readonly Item[]): Item {
    const choice = this.#choices[this.#position] ?? 0;
    this.#position += 1;
    const item = items[choice % items.length];
    if (item === undefined) throw new Error('There is nothing to choose from.');
    return item;
  }

  #selections(type: GraphQLCompositeType, depth: number): string {
    const count = this.#pick([1, 2, 3, 4]);
    const written = Array.from({ length: count }, () => this.#selection(type, depth));
    return `{ ${written.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const kind = this.#pick(['FIELD', 'FIELD', 'FIELD', 'INLINE', 'NAMED'] as const);
    if (kind === 'INLINE' && depth > 0) return this.#inline(type, depth);
    if (kind === 'NAMED' && depth > 0) return this.#named(type, depth);
    return this.#field(type, depth);
  }

  #field(type: GraphQLCompositeType, depth: number): string {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const branches = fields.filter((field) => isCompositeType(getNamedType(field.type)));
    const chosen = this.#pick<GraphQLField<unknown, unknown> | null>([
      ...leaves,
      null,
      ...(depth > 0 ? branches : []),
    ]);
    if (chosen === null) return `${this.#pick(['', 'kind: '])}__typename`;
    const variants = this.#options.arguments[chosen.name] ?? [''];
    const given = this.#pick(variants);
    const alias = this.#pick(['', '', 'a', 'b']);
    const key = `${alias}${chosen.name}${variants.indexOf(given)}`;
    const below = getNamedType(chosen.type);
    return [
      alias === '' && variants.length === 1 ? '' : `${key}:`,
      `${chosen.name}${given}`,
      this.#pick(CONDITIONS),
      isCompositeType(below) ? this.#selections(below, depth - 1) : '',
    ].join(' ');
  }

  /** Types of which an object of the given one can be. */
  #conditions(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const kinds = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    const all = Object.values(this.#schema.getTypeMap()).filter(isCompositeType);
    return all.filter((wanted) =>
      kinds.some(
        (kind) =>
          kind === wanted || (isAbstractType(wanted) && this.#schema.isSubType(wanted, kind)),
      ),
    );
  }

  #inline(type: GraphQLCompositeType, depth: number): string {
    const condition = this.#pick([null, ...this.#conditions(type)]);
    const on = condition === null ? '' : `on ${condition.name}`;
    const decided = this.#pick(CONDITIONS);
    return `... ${on} ${decided} ${this.#selections(condition ?? type, depth - 1)}`;
  }

  #named(type: GraphQLCompositeType, depth: number): string {
    const conditions = this.#conditions(type);
    const usable = this.#fragments.filter((known) =>
      conditions.some(({ name }) => name === known.type),
    );
    const known = this.#pick([null, ...usable]);
    const name = known === null ? this.#newFragment(this.#pick(conditions), depth) : known.name;
    return `...${name} ${this.#pick(CONDITIONS)}`;
  }

  #newFragment(type: GraphQLCompositeType, depth: number): string {
    const text = this.#selections(type, depth - 1);
    const name = `F${this.#fragments.length}`;
    this.#fragments.push({ name, type: type.name, text });
    return name;
  }
}
