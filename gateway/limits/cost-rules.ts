import {
  buildASTSchema,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import type {
  ConstDirectiveNode,
  GraphQLArgument,
  GraphQLField,
  GraphQLOutputType,
  GraphQLSchema,
} from 'graphql';
import { z } from 'zod';

/** An argument that says how many items come back. */
export interface SlicingArgument {
  name: string;
  /** The size it stands for when it is left out; null where it has no default. */
  fallback: number | null;
}

/** What a field costs, as its department states it. */
export interface FieldCost {
  /** Of one value: the field's `@cost`, else its type's, else 1 for an object and 0 for a scalar or enum. */
  weight: number;
  /** Added once where the argument is given: the argument's `@cost`. */
  argumentWeights: ReadonlyMap<string, number>;
  /** The type of its value, without lists. */
  type: string;
  isList: boolean;
  /** Items reckoned where no slicing argument says it. */
  assumedSize: number;
  slicingArguments: readonly SlicingArgument[];
  /** The fields of its value that hold the items, as a connection's `nodes`; empty where the field is the list itself. */
  sizedFields: readonly string[];
}

/** The costs of a graph's fields. */
export interface CostRules {
  /** The cost of a field by its coordinate, `Type.field`; undefined for introspection. */
  get: (coordinate: string) => FieldCost | undefined;
}

/** A field, argument or type, as it stands in the SDL. */
interface Annotated {
  astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
}

const costShape = z.object({ weight: z.number().nonnegative() }).optional();
const listSizeShape = z
  .object({
    assumedSize: z.number().nonnegative().nullish(),
    slicingArguments: z.array(z.string()).nullish(),
    sizedFields: z.array(z.string()).nullish(),
  })
  .optional();

function annotation(schema: GraphQLSchema, name: string, { astNode }: Annotated): unknown {
  const directive = schema.getDirective(name);
  const { directives } = astNode ?? {};
  return directive && directives ? getDirectiveValues(directive, { directives }) : undefined;
}

function weightOf(schema: GraphQLSchema, annotated: Annotated): number | undefined {
  return costShape.parse(annotation(schema, 'cost', annotated))?.weight;
}

function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType) : isListType(type);
}

function slicingArgument({ name, defaultValue }: GraphQLArgument): SlicingArgument {
  return { name, fallback: typeof defaultValue === 'number' ? defaultValue : null };
}

function argumentWeights(schema: GraphQLSchema, args: readonly GraphQLArgument[]) {
  return new Map(
    args.flatMap((argument): [string, number][] => {
      const weight = weightOf(schema, argument);
      return weight === undefined ? [] : [[argument.name, weight]];
    }),
  );
}

function costOfField(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  assumedListSize: number,
): FieldCost {
  const type = getNamedType(field.type);
  const size = listSizeShape.parse(annotation(schema, 'listSize', field));
  return {
    weight: weightOf(schema, field) ?? weightOf(schema, type) ?? (isCompositeType(type) ? 1 : 0),
    argumentWeights: argumentWeights(schema, field.args),
    type: type.name,
    isList: isList(field.type),
    assumedSize: size?.assumedSize ?? assumedListSize,
    slicingArguments: field.args
      .filter(({ name }) => size?.slicingArguments?.includes(name))
      .map(slicingArgument),
    sizedFields: size?.sizedFields ?? [],
  };
}

/**
 * Reads `@cost` and `@listSize` from a supergraph (specs.apollo.dev/cost/v0.1; IBM's GraphQL Cost Directives
 * specification). `assumedListSize` stands where a list states no size. Throws for a weight or size below zero.
 */
export function readCostRules(supergraphSdl: string, assumedListSize: number): CostRules {
  const schema = buildASTSchema(parse(supergraphSdl), { assumeValid: true });
  const types = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .filter(({ name }) => !name.startsWith('__'));
  return new Map(
    types.flatMap((type) =>
      Object.values(type.getFields()).map((field): [string, FieldCost] => [
        `${type.name}.${field.name}`,
        costOfField(schema, field, assumedListSize),
      ]),
    ),
  );
}
