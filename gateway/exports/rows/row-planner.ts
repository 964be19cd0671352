import { Kind, buildASTSchema, getVariableValues, parse, visit } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { departmentsByGraph } from '../../access/department-scopes.ts';
import type { CutField, CutLevel } from '../../access/operation/cut-fields.ts';
import { prepareOperation } from '../../access/operation/prepare-operation.ts';
import { readProtections } from '../../access/protections.ts';
import type { ExportOperation } from '../export-operation.ts';
import { planFields } from './plan-fields.ts';
import type { RowField, RowPlan } from './row-plan.ts';

const NODES = 'nodes';

export interface PlannerOptions {
  supergraphSdl: string;
  /** The department that says who is in a list. */
  register: string;
}

/** Who asks for what. */
interface Asked {
  operation: ExportOperation;
  variables: Readonly<Record<string, unknown>>;
  scopes: ReadonlySet<string>;
}

/** Makes the plan of an export, cut to what its viewer may see; null where it cannot be streamed, and goes by pages. */
export type PlanRows = (asked: Asked) => RowPlan | null;

function operationIn({ definitions }: DocumentNode): OperationDefinitionNode | null {
  const [operation] = definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation : null;
}

/** What is asked under some conditions only has no fixed columns. */
function hasConditions(document: DocumentNode): boolean {
  let found = false;
  visit(document, { Directive: () => void (found = true) });
  return found;
}

/** What is shown of each item of a list; null where it is not shown at all. */
function itemsAt(root: CutLevel, path: readonly string[]): CutLevel | null {
  return path.reduce<CutLevel | null>((level, key) => {
    const fields: readonly CutField[] = [...(level?.fields.values() ?? [])].flat();
    const field = fields.find((candidate) => candidate.key === key);
    return field === undefined || field.isCut ? null : field.below;
  }, root);
}

/** The field at a path; one that is cut stands for all below it. */
export function fieldAt(fields: readonly RowField[], path: readonly string[]): RowField | null {
  const [key, ...rest] = path;
  const field = fields.find((candidate) => candidate.key === key);
  if (field === undefined || field.kind === 'CUT') return field ?? null;
  if (rest.length === 0) return field;
  return field.kind === 'OBJECT' ? fieldAt(field.fields, rest) : null;
}

function leavesOf(fields: readonly RowField[]): number {
  return fields.reduce(
    (count, field) =>
      count + (field.kind === 'OBJECT' ? leavesOf(field.fields) : Number(field.kind !== 'CUT')),
    0,
  );
}

/** Whether the columns of a table are the plan's, each once. */
function fits({ columns }: ExportOperation, { fields }: RowPlan): boolean {
  const found = columns.map((path) => fieldAt(fields, path));
  const shown = found.filter((field) => field?.kind !== 'CUT');
  return (
    shown.every((field) => field !== null && field.kind !== 'OBJECT') &&
    shown.length === leavesOf(fields)
  );
}

function coercedOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Asked['variables'],
): Record<string, unknown> | null {
  return getVariableValues(schema, variableDefinitions, { ...variables }).coerced ?? null;
}

/** Makes what plans exports over a supergraph. */
export function rowPlanner({ supergraphSdl, register }: PlannerOptions): PlanRows {
  const document = parse(supergraphSdl);
  const schema = buildASTSchema(document, { assumeValid: true });
  const protections = readProtections(supergraphSdl);
  const departments = departmentsByGraph(document);
  return ({ operation: asked, variables, scopes }) => {
    const text = parse(asked.text);
    const operation = operationIn(text);
    const coerced = operation && coercedOf(schema, operation, variables);
    if (operation === null || coerced === null || hasConditions(text)) return null;
    const request = { schema, document: text, operation, variables: coerced, scopes };
    const { root } = prepareOperation(protections, request);
    const items = itemsAt(root, [...asked.path, NODES]);
    const plan = items && planFields(items, { schema, departments, register, variables: coerced });
    return plan && fits(asked, plan) ? plan : null;
  };
}
