import {
  FieldsOnCorrectTypeRule,
  FragmentsOnCompositeTypesRule,
  KnownArgumentNamesRule,
  KnownTypeNamesRule,
  ProvidedRequiredArgumentsRule,
  ScalarLeafsRule,
  VariablesAreInputTypesRule,
  VariablesInAllowedPositionRule,
  validate,
} from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { Change } from './change.ts';
import type { KnownOperation } from './known-operations.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';
import type { Supergraph } from './supergraph.ts';

/** A change, with those who would notice. */
export interface JudgedChange extends Change {
  /** Whose operations it breaks. */
  broken: readonly string[];
  /** Who uses what it is about, without being broken by it. */
  concerned: readonly string[];
}

/** Rules that do not look at values, which are not kept of operations that were seen. */
const RULES = [
  FieldsOnCorrectTypeRule,
  FragmentsOnCompositeTypesRule,
  KnownArgumentNamesRule,
  KnownTypeNamesRule,
  ProvidedRequiredArgumentsRule,
  ScalarLeafsRule,
  VariablesAreInputTypesRule,
  VariablesInAllowedPositionRule,
];

function usersOf(coordinates: readonly string[], operations: readonly KnownOperation[]): string[] {
  const using = operations.filter((operation) =>
    coordinates.some((coordinate) => operation.coordinates.has(coordinate)),
  );
  return [...new Set(using.map(({ who }) => who))];
}

/** Says of each change who would notice it. */
export function judgeChanges(
  changes: readonly Change[],
  operations: readonly KnownOperation[],
): JudgedChange[] {
  return changes.map((change) => {
    const broken = usersOf(change.breaks, operations);
    const concerned = usersOf(change.concerns, operations).filter((who) => !broken.includes(who));
    return { ...change, broken, concerned };
  });
}

function errorsIn(api: GraphQLSchema, { document }: KnownOperation): string[] {
  return validate(api, document, RULES).map(({ message }) => message);
}

/** The operations that the graph answers now and would refuse, and those that a change breaks otherwise. */
export function brokenOperations(
  before: Supergraph,
  next: Supergraph,
  changes: readonly JudgedChange[],
  operations: readonly KnownOperation[],
): Problem[] {
  const byChange = changes
    .filter(({ broken }) => broken.length > 0)
    .map(({ coordinate, words, broken }) =>
      problem(
        'BREAKS_OPERATIONS',
        coordinate,
        `${coordinate} ${words}, which breaks ${broken.join('; ')}. Keep it, mark it @deprecated and add the new beside it, until nobody uses it.`,
      ),
    );
  const named = new Set(changes.flatMap(({ broken }) => broken));
  const others = operations
    .filter(({ who }) => !named.has(who))
    .flatMap((operation) => {
      const known = errorsIn(before.api, operation);
      const [first] = errorsIn(next.api, operation).filter((error) => !known.includes(error));
      if (first === undefined) return [];
      const message = `It breaks ${operation.who}: ${first} Keep what it asks for.`;
      return [problem('BREAKS_OPERATIONS', null, message)];
    });
  return [...byChange, ...others];
}
