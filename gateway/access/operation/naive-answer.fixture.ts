import {
  Kind,
  defaultFieldResolver,
  execute,
  getNamedType,
  getVariableValues,
  isAbstractType,
  isCompositeType,
  isNonNullType,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { ROOT, STATED } from './random-graph.fixture.ts';

type Scopes = ReadonlySet<string> | null;

/** What of an operation a viewer should be shown, found the plain way. */
export interface NaiveAnswer {
  data: unknown;
  /** Each refused field once: its path without list indexes, and its name. */
  refused: string[];
  /** The fields that may be shown, as `Type.field`. */
  permitted: Set<string>;
  /** Those that are: of objects that are there. */
  coordinates: Set<string>;
  childIds: Set<string>;
}

function isHeld(place: string, scopes: Scopes): boolean {
  const stated = STATED[place];
  return (
    stated === undefined ||
    (scopes !== null && stated.some((set) => set.every((scope) => scopes.has(scope))))
  );
}

function queryOf(document: DocumentNode): OperationDefinitionNode {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind === Kind.OPERATION_DEFINITION) return operation;
  throw new Error('There is no query.');
}

function coerced(schema: GraphQLSchema, document: DocumentNode, given: Record<string, unknown>) {
  const declared = queryOf(document).variableDefinitions ?? [];
  return getVariableValues(schema, declared, given).coerced ?? {};
}

/** Follows the rules field by field, over graphql-js's own reading of operations. */
export class NaiveViewer {
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;
  readonly #given: Record<string, unknown>;
  readonly #variables: Record<string, unknown>;
  readonly #scopes: Scopes;

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    variables: Record<string, unknown>,
    scopes: Scopes,
  ) {
    this.#schema = schema;
    this.#document = document;
    this.#given = variables;
    this.#variables = coerced(schema, document, variables);
    this.#scopes = scopes;
  }

  answer(): NaiveAnswer {
    const found = { refused: new Set<string>(), coordinates: new Set<string>() };
    const root = this.#root();
    const isLost = this.#isLostIn(root.type, root.fields);
    this.#follow(root.type, root.fields, [], isLost ? { ...found, coordinates: new Set() } : found);
    const shown = { childIds: new Set<string>(), coordinates: new Set<string>() };
    const data = isLost ? null : this.#execute(shown);
    return { data, ...shown, refused: [...found.refused], permitted: found.coordinates };
  }

  #fragments(): Record<string, FragmentDefinitionNode> {
    return Object.fromEntries(
      this.#document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
      ),
    );
  }

  #root() {
    const type = this.#schema.getQueryType();
    if (!type) throw new Error('The graph has no queries.');
    const fields = collectFields(
      this.#schema,
      this.#fragments(),
      this.#variables,
      type,
      queryOf(this.#document).selectionSet,
    );
    return { type, fields };
  }

  #kinds(type: GraphQLNamedType): readonly GraphQLNamedType[] {
    return isAbstractType(type) ? [type, ...this.#schema.getPossibleTypes(type)] : [type];
  }

  #isAllowed(type: GraphQLObjectType, name: string): boolean {
    const field = type.getFields()[name];
    const places = field ? this.#kinds(getNamedType(field.type)).map((kind) => kind.name) : [];
    return [type.name, `${type.name}.${name}`, ...places].every((place) =>
      isHeld(place, this.#scopes),
    );
  }

  #below(type: GraphQLCompositeType, nodes: readonly FieldNode[]) {
    const kinds = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    return kinds.map((kind) => ({
      kind,
      fields: collectSubfields(this.#schema, this.#fragments(), this.#variables, kind, [...nodes]),
    }));
  }

  /** Whether a field shows nothing: it is refused, or something below it that cannot be null is. */
  #isNull(type: GraphQLObjectType, nodes: readonly FieldNode[]): boolean {
    const name = nodes[0]?.name.value ?? '';
    const field = type.getFields()[name];
    if (field === undefined) return false;
    if (!this.#isAllowed(type, name)) return true;
    const answered = getNamedType(field.type);
    return (
      isCompositeType(answered) &&
      this.#below(answered, nodes).some(({ kind, fields }) => this.#isLostIn(kind, fields))
    );
  }

  #isLostIn(type: GraphQLObjectType, fields: ReadonlyMap<string, readonly FieldNode[]>): boolean {
    return [...fields.values()].some((nodes) => {
      const field = type.getFields()[nodes[0]?.name.value ?? ''];
      return field !== undefined && isNonNullType(field.type) && this.#isNull(type, nodes);
    });
  }

  #follow(
    type: GraphQLObjectType,
    fields: ReadonlyMap<string, readonly FieldNode[]>,
    path: readonly string[],
    found: { refused: Set<string>; coordinates: Set<string> },
  ): void {
    for (const [key, nodes] of fields) {
      const name = nodes[0]?.name.value ?? '';
      const field = type.getFields()[name];
      if (field === undefined) continue;
      const place = [...path, key];
      if (!this.#isAllowed(type, name)) {
        found.refused.add(`${place.join('.')} ${name}`);
        continue;
      }
      const isShown = !this.#isNull(type, nodes);
      if (isShown) found.coordinates.add(`${type.name}.${name}`);
      const next = isShown ? found : { ...found, coordinates: new Set<string>() };
      const answered = getNamedType(field.type);
      if (!isCompositeType(answered)) continue;
      for (const below of this.#below(answered, nodes))
        this.#follow(below.kind, below.fields, place, next);
    }
  }

  #execute({ childIds, coordinates }: Pick<NaiveAnswer, 'childIds' | 'coordinates'>): unknown {
    const note = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(note);
      else if (typeof value === 'object' && value !== null && 'id' in value)
        if ('__typename' in value && value.__typename === 'Child') childIds.add(String(value.id));
    };
    const result = execute({
      schema: this.#schema,
      document: this.#document,
      rootValue: ROOT,
      variableValues: this.#given,
      fieldResolver: (source: unknown, args: Record<string, unknown>, context, info) => {
        if (this.#isNull(info.parentType, info.fieldNodes)) return null;
        coordinates.add(`${info.parentType.name}.${info.fieldName}`);
        const value: unknown = defaultFieldResolver(source, args, context, info);
        note(value);
        return value;
      },
    });
    if (result instanceof Promise) throw new Error('Nothing here waits.');
    if ('errors' in result) throw new Error(String(result.errors));
    return 'data' in result ? result.data : null;
  }
}
