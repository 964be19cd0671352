import type { FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Grant } from '../../access/grant.ts';
import type { Guard, Guarded } from '../../access/guard-schema.ts';
import type { Making } from './making.ts';

interface ShapeOptions {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced; those that `@skip` and `@include` name are there. */
  variables: Readonly<Record<string, unknown>>;
}

/** Whether an answer can be made here; what throws is told in the answer. */
export type Condition = (making: Making) => boolean;

/** An operation while it is compiled: its parts, and what is to be asked before each answer. */
export class OperationShape {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly #guards: Guard[] = [];
  readonly #refused = new WeakMap<Grant, readonly boolean[]>();
  readonly #conditions: Condition[] = [];
  #numbers = 0;

  constructor({ schema, operation, fragments, variables }: ShapeOptions) {
    this.schema = schema;
    this.operation = operation;
    this.fragments = fragments;
    this.variables = variables;
  }

  /** A number for a field that keeps something during an answer. */
  readonly nextNumber = (): number => this.#numbers++;

  /** Asks a guard once for each answer; its number is where `refusedTo` tells what it said. */
  addGuard(guard: Guard): number {
    return this.#guards.push(guard) - 1;
  }

  /** Which guards refuse, by their numbers: asked once for each grant. */
  refusedTo(context: Guarded): readonly boolean[] {
    const known = this.#refused.get(context.grant);
    if (known) return known;
    const refused = this.#guards.map((guard) => !guard.isOpenTo(context));
    this.#refused.set(context.grant, refused);
    return refused;
  }

  /** Leaves an answer to graphql-js where this does not hold. */
  onlyIf(condition: Condition): void {
    this.#conditions.push(condition);
  }

  isMet(making: Making): boolean {
    try {
      return this.#conditions.every((condition) => condition(making));
    } catch {
      return true;
    }
  }
}
