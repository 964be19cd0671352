import { visit } from 'graphql';
import type { ASTNode, DocumentNode } from 'graphql';
import {
  coordinateOf,
  costNotStated,
  notNullable,
  undescribed,
  unprotected,
} from './conventions.ts';
import { problem } from './problem.ts';
import type { Problem, ProblemCode } from './problem.ts';

type Ancestors = readonly (ASTNode | readonly ASTNode[])[];

/** Everything that a schema states, by coordinate (`Type`, `Type.field`, `Type.field.argument`), with its line. */
export function linesOf(schema: DocumentNode): Map<string, number> {
  const lines = new Map<string, number>();
  visit(schema, {
    enter: (node, _key, _parent, _path, ancestors: Ancestors) => {
      const isStated = node.kind.endsWith('Definition') || node.kind.endsWith('Extension');
      if (isStated && node.loc) lines.set(coordinateOf(node, ancestors), node.loc.startToken.line);
    },
  });
  return lines;
}

const RULES: readonly [ProblemCode, string][] = [
  ['NOT_DESCRIBED', 'says nothing of itself. Describe it, with unit and source, in "…" above it.'],
  [
    'NOT_PROTECTED',
    'says of nobody who may see it. Add @requiresScopes, with your department’s scope.',
  ],
  [
    'NOT_NULLABLE',
    'must be able to be null, so that your absence costs nothing else. Leave the ! out.',
  ],
  [
    'COST_NOT_STATED',
    'is a list of objects of unknown length. Add @listSize(assumedSize: …), or slicingArguments.',
  ],
];

/** Where a schema strays from what every department keeps to. */
export function conventionProblems(
  schema: DocumentNode,
  { isRegister, others }: { isRegister: boolean; others: ReadonlySet<string> },
): Problem[] {
  const lines = linesOf(schema);
  const found = [
    undescribed(schema),
    unprotected(schema),
    notNullable(schema, isRegister),
    costNotStated(schema, others),
  ];
  return RULES.flatMap(([code, words], index) =>
    (found[index] ?? []).map((coordinate) =>
      problem(code, coordinate, `${coordinate} ${words}`, lines.get(coordinate) ?? null),
    ),
  );
}
