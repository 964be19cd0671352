import { getArgumentValues, visit } from 'graphql';
import type { FieldNode } from 'graphql';
import type { Field } from '../../access/guard-schema.ts';
import type { ArgumentValues, Making } from './making.ts';

const NONE: ArgumentValues = Object.freeze({});

/** Gives a field's arguments. Throws graphql-js's errors on wrong ones. */
export type ReadArguments = (making: Making) => ArgumentValues;

function hasVariables(node: FieldNode): boolean {
  let found = false;
  visit(node, {
    SelectionSet: () => false,
    Variable: () => {
      found = true;
    },
  });
  return found;
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

/** Arguments that are the same for every call; null where there are none such, or one could be changed by a resolver. */
function constantsOf(field: Field, node: FieldNode): ArgumentValues | null {
  if (hasVariables(node)) return null;
  try {
    const values = getArgumentValues(field, node);
    return Object.values(values).every(isPlain) ? Object.freeze(values) : null;
  } catch {
    return null;
  }
}

/**
 * Compiles the reading of a field's arguments: once for all calls where they can be told beforehand, and otherwise once
 * for each answer, kept in it under the field's number.
 */
export function compileArguments(
  field: Field,
  node: FieldNode,
  nextNumber: () => number,
): ReadArguments {
  if (field.args.length === 0) return () => NONE;
  const constants = constantsOf(field, node);
  if (constants) return () => constants;
  const number = nextNumber();
  return (making) =>
    (making.arguments[number] ??= getArgumentValues(field, node, making.variables));
}
