import { Kind } from 'graphql';
import type { OperationDefinitionNode, ValueNode } from 'graphql';
import { isDay } from '../time/day.ts';
import type { Day } from '../time/day.ts';
import { NotInSql } from './not-in-sql.ts';

/** A day as an operation names it: itself, or the variable that holds it. Today is what null means. */
export type AskedDay = { day: Day | null } | { variable: string; isRequired: boolean };

export const TODAY: AskedDay = { day: null };

function readDay(value: unknown): Day | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' && isDay(value)) return value;
  throw new NotInSql();
}

function literal(node: ValueNode): unknown {
  if (node.kind === Kind.NULL) return null;
  return node.kind === Kind.STRING ? node.value : NaN;
}

/** Reads an argument `on`. Throws NotInSql for what is no day, and for a variable that has a default. */
export function askedDay(
  node: ValueNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): AskedDay {
  if (node.kind !== Kind.VARIABLE) return { day: readDay(literal(node)) };
  const variable = node.name.value;
  const definition = variableDefinitions.find((each) => each.variable.name.value === variable);
  if (definition === undefined || definition.defaultValue) throw new NotInSql();
  return { variable, isRequired: definition.type.kind === Kind.NON_NULL_TYPE };
}

/** The day that is meant; throws NotInSql for a variable that holds none, or not what it must. */
export function dayMeant(
  asked: AskedDay,
  variables: Readonly<Record<string, unknown>>,
  today: Day,
): Day {
  if ('day' in asked) return asked.day ?? today;
  const day = readDay(variables[asked.variable]);
  if (day === null && asked.isRequired) throw new NotInSql();
  return day ?? today;
}
