import { Kind } from 'graphql';
import type { DocumentNode } from 'graphql';
import { joinSchemas } from '../compose.ts';
import { REGISTER } from '../config.ts';
import type { TrustedOperation } from '../limits/trusted-operations.ts';
import type { Change } from './change.ts';
import { deprecations } from './deprecations.ts';
import type { Deprecation } from './deprecations.ts';
import { explainNoSchema, readDepartmentSchema } from './department-schema.ts';
import type { DepartmentSchema } from './department-schema.ts';
import { explainComposition } from './explain-composition.ts';
import { brokenOperations, judgeChanges } from './judge-changes.ts';
import type { JudgedChange } from './judge-changes.ts';
import { knownOperations } from './known-operations.ts';
import type { SeenOperation } from '../usage/operation-use.ts';
import { changedForOthers, tightened, withoutArguments } from './others-changes.ts';
import {
  answeredFields,
  forbiddenDirectives,
  foreignDefinitions,
  takenFields,
  takenTypes,
} from './ownership.ts';
import type { Problem } from './problem.ts';
import { waysAroundTheDoor } from './reach.ts';
import { schemaChanges } from './schema-changes.ts';
import { loosened, notUnderItsOwn, unknownScopes } from './scopes.ts';
import { conventionProblems, linesOf } from './stated-rules.ts';
import { readSupergraph } from './supergraph.ts';
import type { Supergraph } from './supergraph.ts';

/** What a publish is judged by. */
export interface SchemaCheck {
  department: string;
  /** The department's SDL as it would be; the shared prelude may stand in it or be left out. */
  proposed: string;
  /** The SDLs of all departments as they run, the gateway's own part (`control`) among them. */
  current: ReadonlyMap<string, string>;
  /** The supergraph that runs; joined from `current` where it is left out. */
  running?: string | undefined;
  trusted: Iterable<TrustedOperation>;
  /** Of the last 90 days. */
  seen: Iterable<SeenOperation>;
}

/** What came of it. */
export interface SchemaReport {
  /** Reasons to refuse; none where the schema may be published. */
  problems: readonly Problem[];
  /** What clients would find different, and who would notice; empty where the schema does not compose. */
  changes: readonly JudgedChange[];
  /** What of the department's is marked as deprecated, and who still uses it. */
  deprecated: readonly Deprecation[];
  /** The graph as it would be; null where the schema does not compose. */
  supergraphSdl: string | null;
}

type Schemas = ReadonlyMap<string, DepartmentSchema>;

const NOTHING: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

function join(schemas: Schemas) {
  return joinSchemas([...schemas].map(([name, { typeDefs }]) => ({ name, typeDefs })));
}

/** What the department's own text tells, whatever the others state. */
function statedProblems({ department }: SchemaCheck, own: DepartmentSchema, current: Schemas) {
  const standing = current.get(department)?.own ?? NOTHING;
  const others = new Map(
    [...current]
      .filter(([name]) => name !== department)
      .map(([name, schema]) => [name, schema.own]),
  );
  const stated = new Set([...others.values()].flatMap((schema) => [...linesOf(schema).keys()]));
  const isRegister = department === REGISTER;
  return {
    others,
    problems: [
      ...conventionProblems(own.own, { isRegister, others: stated }),
      ...foreignDefinitions(own.own),
      ...forbiddenDirectives(own.own, standing),
      ...takenTypes(own.own, standing, others),
      ...takenFields(own.own, standing, others),
      ...(isRegister ? [] : notUnderItsOwn(department, own.own, stated)),
    ],
  };
}

/** What the graph as it would be tells. */
function joinedProblems(
  { department }: SchemaCheck,
  own: DepartmentSchema,
  others: ReadonlyMap<string, DocumentNode>,
  { before, next, changes }: { before: Supergraph; next: Supergraph; changes: readonly Change[] },
): Problem[] {
  const unknown = unknownScopes(department, next);
  const fields = answeredFields(own.own);
  return [
    ...unknown,
    ...loosened(before, next, fields),
    ...changedForOthers(changes, others),
    ...(department === REGISTER || unknown.length > 0 ? [] : waysAroundTheDoor(next, fields)),
  ];
}

function refused(problems: readonly Problem[]): SchemaReport {
  return { problems, changes: [], deprecated: [], supergraphSdl: null };
}

function readBefore({ running }: SchemaCheck, current: Schemas): Supergraph {
  if (running !== undefined) return readSupergraph(running);
  const { supergraphSdl, errors } = join(current);
  if (supergraphSdl !== null) return readSupergraph(supergraphSdl);
  const reasons = errors.map(({ message }) => message).join(' ');
  throw new Error(`The schemas as they run do not fit together: ${reasons}`);
}

function judge(check: SchemaCheck, own: DepartmentSchema, current: Schemas): SchemaReport {
  const { problems, others } = statedProblems(check, own, current);
  const composed = join(new Map([...current, [check.department, own]]));
  if (composed.supergraphSdl === null)
    return refused([...composed.errors.map(explainComposition), ...problems]);
  const before = readBefore(check, current);
  const next = readSupergraph(composed.supergraphSdl);
  const found = [...schemaChanges(before.api, next.api), ...tightened(before, next)];
  const operations = knownOperations(check.trusted, check.seen, before.api);
  const changes = judgeChanges(found, operations);
  const stated = linesOf(own.own);
  return {
    problems: [
      ...problems,
      ...joinedProblems(check, own, others, { before, next, changes }),
      ...brokenOperations(before, next, changes, operations),
    ],
    changes,
    deprecated: deprecations(next.api, operations).filter(({ coordinate }) =>
      stated.has(withoutArguments(coordinate)),
    ),
    supergraphSdl: next.sdl,
  };
}

/**
 * Judges a department's schema before it is published: whether it joins with the others as they run, keeps to what is
 * its own and to what all keep to, and breaks nobody's operation. That it is signed is for whoever publishes to check
 * (UNSIGNED).
 */
export function checkSchema(check: SchemaCheck): SchemaReport {
  const current = new Map(
    [...check.current].map(([name, sdl]) => [name, readDepartmentSchema(sdl)] as const),
  );
  let own: DepartmentSchema;
  try {
    own = readDepartmentSchema(check.proposed);
  } catch (error) {
    return refused([explainNoSchema(error)]);
  }
  return judge(check, own, current);
}
