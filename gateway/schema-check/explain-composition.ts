import type { GraphQLError } from 'graphql';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';

/** What to do about the errors of composition, by their codes (apollographql.com/docs/graphos/schema-design/federated-schemas/reference/errors). */
const WHAT_TO_DO: Readonly<Record<string, string>> = {
  INVALID_GRAPHQL:
    'Something here is not defined, or not written as GraphQL asks: define it, or correct its name.',
  INVALID_FIELD_SHARING:
    'Two departments answer the same field. Leave it to the one that owns it, and give yours a name of its own.',
  FIELD_TYPE_MISMATCH:
    'Another department gives this field another type. Give yours a name of its own, or agree on one type.',
  FIELD_ARGUMENT_TYPE_MISMATCH:
    'Another department gives this argument another type. Agree on one type, or name the field differently.',
  TYPE_KIND_MISMATCH:
    'Another department uses this name for something of another kind. Give yours a name of its own.',
  ENUM_VALUE_MISMATCH:
    'An enum that two departments share must have the same values in both. Give yours a name of its own.',
  KEY_INVALID_FIELDS:
    'A key may name only fields that are defined on the type here: add them, or shorten the key.',
  KEY_FIELDS_SELECT_INVALID_TYPE:
    'A key is made of plain fields: leave lists, interfaces and unions out of it.',
  KEY_FIELDS_HAS_ARGS: 'A key cannot name a field with arguments: take a plain field.',
  REQUIRED_ARGUMENT_MISSING_IN_SOME_SUBGRAPH:
    'An argument that must be given here is unknown to another department: make it optional.',
  REQUIRED_INPUT_FIELD_MISSING_IN_SOME_SUBGRAPH:
    'An input that another department also has must not demand more there: give yours a name of its own.',
  EXTERNAL_MISSING_ON_BASE:
    'A field marked @external is answered by no department: take it out, or answer it here without @external.',
  EXTERNAL_TYPE_MISMATCH:
    'A field marked @external must have the type its owner gives it: copy that type.',
  EXTERNAL_UNUSED: 'A field is marked @external and used by no key: take it out.',
  INVALID_LINK_DIRECTIVE_USAGE:
    'The prelude in shared/graphql/prelude.graphql links what a department may use: leave your own @link out.',
  SATISFIABILITY_ERROR:
    'A field could be asked for, but nobody could answer it: give the type a @key that its owner has too.',
  REFERENCED_INACCESSIBLE:
    'What is open to clients may not hold what is @inaccessible: hide both, or neither.',
  ONLY_INACCESSIBLE_CHILDREN:
    'All fields of this type are @inaccessible: hide the type, or open a field.',
};

const OTHERWISE = 'Correct the schema where composition points, and check again.';
const COORDINATE = /"([A-Z]\w*(?:\.\w+)?)"/;

/** Why the departments' schemas do not fit together, in words, and what to do. */
export function explainComposition({ message, extensions, nodes }: GraphQLError): Problem {
  const given = extensions['code'];
  const code = typeof given === 'string' ? given : 'UNKNOWN';
  const todo = WHAT_TO_DO[code] ?? OTHERWISE;
  const [reason = message] = message.replace(/^\[\w+\] /, '').split('\n\n');
  const line = nodes?.at(-1)?.loc?.startToken.line ?? null;
  const coordinate = COORDINATE.exec(message)?.[1] ?? null;
  return problem('DOES_NOT_COMPOSE', coordinate, `${todo} (${code}: ${reason.trim()})`, line);
}
