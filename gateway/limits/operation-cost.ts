import { Kind, OperationTypeNode } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql';
import type { CostRules, FieldCost, SlicingArgument } from './cost-rules.ts';
import { fragmentsOf } from './operation-extent.ts';

/** What an operation costs before any of its fields: a change is worth more care than a question. */
const OPERATION_WEIGHTS: Readonly<Record<OperationTypeNode, number>> = {
  query: 0,
  subscription: 0,
  mutation: 10,
};

const ROOT_TYPES: Readonly<Record<OperationTypeNode, string>> = {
  query: 'Query',
  subscription: 'Subscription',
  mutation: 'Mutation',
};

/** The sizes that the field above states for the lists right below it, and the fragments measured with them. */
interface Frame {
  sizes: ReadonlyMap<string, number>;
  measured: Map<string, number>;
}

type VariableReader = (name: string) => number | null;

interface Costing {
  rules: CostRules;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The number that a variable stands for; null where it is none. */
  variable: VariableReader;
  /** Where nothing above states a size. */
  unsized: Frame;
}

function wholeNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) ? Math.max(value, 0) : null;
}

function numberIn(value: ValueNode | undefined, costing: Costing): number | null {
  if (value?.kind === Kind.INT) return wholeNumber(Number(value.value));
  return value?.kind === Kind.VARIABLE ? costing.variable(value.name.value) : null;
}

function sizeOf(field: FieldNode, cost: FieldCost, costing: Costing): number {
  const stated = ({ name, fallback }: SlicingArgument) => {
    const given = field.arguments?.find((argument) => argument.name.value === name)?.value;
    return numberIn(given, costing) ?? fallback;
  };
  const sizes = cost.slicingArguments.map(stated).filter((size) => size !== null);
  return sizes.length === 0 ? cost.assumedSize : Math.max(...sizes);
}

function frameBelow(cost: FieldCost, size: number, costing: Costing): Frame {
  if (cost.sizedFields.length === 0) return costing.unsized;
  return { sizes: new Map(cost.sizedFields.map((name) => [name, size])), measured: new Map() };
}

function costOfArguments({ arguments: given = [] }: FieldNode, cost: FieldCost): number {
  return given.reduce(
    (sum, argument) => sum + (cost.argumentWeights.get(argument.name.value) ?? 0),
    0,
  );
}

function costOfField(field: FieldNode, type: string, frame: Frame, costing: Costing): number {
  const cost = costing.rules.get(`${type}.${field.name.value}`);
  if (cost === undefined) return 0;
  const size = sizeOf(field, cost, costing);
  const items = cost.isList ? (frame.sizes.get(field.name.value) ?? size) : 1;
  const below = field.selectionSet
    ? costOfSet(field.selectionSet, cost.type, frameBelow(cost, size, costing), costing)
    : 0;
  return costOfArguments(field, cost) + items * (cost.weight + below);
}

function costOfFragment(name: string, frame: Frame, costing: Costing): number {
  const known = frame.measured.get(name);
  const definition = costing.fragments.get(name);
  if (known !== undefined || !definition) return known ?? 0;
  const type = definition.typeCondition.name.value;
  const cost = costOfSet(definition.selectionSet, type, frame, costing);
  frame.measured.set(name, cost);
  return cost;
}

function costOf(selection: SelectionNode, type: string, frame: Frame, costing: Costing): number {
  if (selection.kind === Kind.FIELD) return costOfField(selection, type, frame, costing);
  if (selection.kind === Kind.FRAGMENT_SPREAD)
    return costOfFragment(selection.name.value, frame, costing);
  const narrowed = selection.typeCondition?.name.value ?? type;
  return costOfSet(selection.selectionSet, narrowed, frame, costing);
}

function costOfSet(
  { selections }: SelectionSetNode,
  type: string,
  frame: Frame,
  costing: Costing,
): number {
  return selections.reduce((sum, selection) => sum + costOf(selection, type, frame, costing), 0);
}

function variableReader(
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): VariableReader {
  return (name) => {
    if (given[name] !== undefined) return wholeNumber(given[name]);
    const definition = variableDefinitions.find(({ variable }) => variable.name.value === name);
    const fallback = definition?.defaultValue;
    return fallback?.kind === Kind.INT ? wholeNumber(Number(fallback.value)) : null;
  };
}

function costOfOperation(
  { operation: kind, selectionSet }: OperationDefinitionNode,
  document: DocumentNode,
  rules: CostRules,
  variable: VariableReader,
): number {
  const unsized: Frame = { sizes: new Map(), measured: new Map() };
  const costing: Costing = { rules, fragments: fragmentsOf(document), variable, unsized };
  const cost =
    OPERATION_WEIGHTS[kind] + costOfSet(selectionSet, ROOT_TYPES[kind], unsized, costing);
  return Math.min(cost, Number.MAX_SAFE_INTEGER);
}

/**
 * Makes the function that reckons what an operation of a valid document costs before it runs: the weighted objects its
 * answer may hold (specs.apollo.dev/cost/v0.1, reckoned as Apollo Router's demand control does). A field costs its
 * arguments once and, for each of its items, its weight and what is selected below. What `@skip` and `@include` leave
 * out counts too. A cost that hangs on no variable is reckoned once.
 */
export function costReader(rules: CostRules) {
  const fixed = new WeakMap<OperationDefinitionNode, number>();
  return (
    operation: OperationDefinitionNode,
    document: DocumentNode,
    variables: Readonly<Record<string, unknown>>,
  ): number => {
    const known = fixed.get(operation);
    if (known !== undefined) return known;
    const numberOf = variableReader(operation, variables);
    const read = new Set<string>();
    const cost = costOfOperation(operation, document, rules, (name) => {
      read.add(name);
      return numberOf(name);
    });
    if (read.size === 0) fixed.set(operation, cost);
    return cost;
  };
}
