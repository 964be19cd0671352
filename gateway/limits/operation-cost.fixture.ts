import fc from 'fast-check';

/** The graph that generated operations ask. */
const SDL = `
  type Query { node: Node list(first: Int = 2): [Node] @listSize(slicingArguments: ["first"]) few: [Node] @listSize(assumedSize: 3)
    page(first: Int = 2): Page @listSize(slicingArguments: ["first"], sizedFields: ["nodes"]) leaf: Int }
  type Node { node: Node list(first: Int = 2): [Node] @listSize(slicingArguments: ["first"]) few: [Node] @listSize(assumedSize: 3)
    page(first: Int = 2): Page @listSize(slicingArguments: ["first"], sizedFields: ["nodes"]) leaf: Int }
  type Page @cost(weight: 2) { nodes: [Node] node: Node leaf: Int }`;

type FieldName = 'node' | 'list' | 'few' | 'page' | 'nodes' | 'leaf';

/** Where a selection stands in the text: as it is, or in a fragment. */
type Wrapping = 'PLAIN' | 'INLINE' | 'NAMED';

interface Field {
  name: FieldName;
  first: number | null;
  isVariable: boolean;
  isAliased: boolean;
  wrapping: Wrapping;
  below: readonly Field[];
}

/** An operation as a tree, its fragments not yet made. */
export type GeneratedOperation = readonly Field[];

function fields(names: readonly FieldName[], depth: number): fc.Arbitrary<Field[]> {
  const name = fc.constantFrom(...names);
  return fc.array(
    name.chain((chosen) =>
      fc.record({
        name: fc.constant(chosen),
        first: fc.option(fc.nat(3)),
        isVariable: fc.boolean(),
        isAliased: fc.boolean(),
        wrapping: fc.constantFrom('PLAIN' as const, 'INLINE' as const, 'NAMED' as const),
        below: chosen === 'leaf' || depth === 0 ? fc.constant([]) : selections(chosen, depth - 1),
      }),
    ),
    { minLength: 1, maxLength: 3 },
  );
}

function selections(parent: FieldName, depth: number): fc.Arbitrary<Field[]> {
  return fields(
    parent === 'page' ? ['nodes', 'node', 'leaf'] : ['node', 'list', 'few', 'page', 'leaf'],
    depth,
  );
}

/** Operations of up to four levels over the graph of this file. */
export const operations: fc.Arbitrary<GeneratedOperation> = selections('node', 3);

class Writer {
  readonly fragments: string[] = [];
  readonly variables: Record<string, number> = {};

  argument({ name, first, isVariable }: Field): string {
    if (first === null || (name !== 'list' && name !== 'page')) return '';
    if (!isVariable) return `(first: ${first})`;
    const variable = `v${Object.keys(this.variables).length}`;
    this.variables[variable] = first;
    return `(first: $${variable})`;
  }

  field(field: Field, index: number): string {
    const alias = field.isAliased ? `a${index}: ` : '';
    const below = field.name === 'leaf' ? '' : this.set(field.below, typeOf(field.name));
    return `${alias}${field.name}${this.argument(field)} ${below}`;
  }

  selection(field: Field, type: string, index: number): string {
    const text = this.field(field, index);
    if (field.wrapping === 'PLAIN') return text;
    if (field.wrapping === 'INLINE') return `... { ${text} }`;
    const name = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${name} on ${type} { ${text} }`);
    return `...${name}`;
  }

  set(below: readonly Field[], type: string): string {
    const written = below.map((field, index) => this.selection(field, type, index));
    return `{ __typename ${written.join(' ')} }`;
  }
}

function typeOf(name: FieldName): string {
  return name === 'page' ? 'Page' : 'Node';
}

/** Writes an operation as a client might. */
export function asDocument(operation: GeneratedOperation) {
  const writer = new Writer();
  const set = writer.set(operation, 'Query');
  const declared = Object.keys(writer.variables).map((name) => `$${name}: Int`);
  const head = declared.length === 0 ? 'query' : `query (${declared.join(' ')})`;
  return {
    sdl: SDL,
    query: `${head} ${set} ${writer.fragments.join(' ')}`,
    variables: writer.variables,
  };
}

function itemsOf({ name, first }: Field, pageSize: number): number {
  if (name === 'nodes') return pageSize;
  if (name === 'few') return 3;
  return name === 'list' ? (first ?? 2) : 1;
}

/** Walks through the largest answer there can be, item by item, and adds up what it meets. */
export function naiveCost(operation: GeneratedOperation, pageSize = 0): number {
  let sum = 0;
  for (const field of operation) {
    if (field.name === 'leaf') continue;
    for (let item = 0; item < itemsOf(field, pageSize); item += 1)
      sum += (field.name === 'page' ? 2 : 1) + naiveCost(field.below, field.first ?? 2);
  }
  return sum;
}
