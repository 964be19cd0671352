import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  OverlappingFieldsCanBeMergedRule,
  TypeInfo,
  buildASTSchema,
  execute,
  isAbstractType,
  parse,
  print,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { DocumentNode } from 'graphql';
import type { Gateway } from '../protected-gateway.ts';
import { readProtections } from '../protections.ts';
import { NaiveViewer } from './naive-answer.fixture.ts';
import type { NaiveAnswer } from './naive-answer.fixture.ts';
import {
  startProtected,
  startProtectedGraph,
  supergraphOf,
  viewerWith,
} from './protected-graph.fixture.ts';
import type { Asked, ProtectedGraph, TestAnswer } from './protected-graph.fixture.ts';
import { RANDOM_GRAPH, ROOT, SCOPES } from './random-graph.fixture.ts';
import { OperationWriter } from './random-operation.fixture.ts';

const sdl = supergraphOf(RANDOM_GRAPH);
function buildSchema() {
  return buildASTSchema(parse(readProtections(sdl).withoutProtections), { assumeValid: true });
}

const schema = buildSchema();

/** A gateway that executes by graphql-js alone: fast, so that many operations can be tried. */
function plainGateway(asked: Asked[]): Gateway {
  const own = buildSchema();
  return {
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: own, coreSupergraphSdl: sdl });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ document, request }) => {
        asked.push({ department: 'all', query: print(document) });
        return execute({
          schema: own,
          document,
          rootValue: ROOT,
          variableValues: request.variables ?? {},
        });
      },
    }),
    stop: async () => undefined,
  };
}

/** The fields of objects that an operation asks for; one of an interface is asked of each of its types. */
function fieldsAsked(query: string): string[] {
  const types = new TypeInfo(schema);
  const fields: string[] = [];
  visit(
    parse(query),
    visitWithTypeInfo(types, {
      Field: ({ name }) => {
        const parent = types.getParentType();
        if (!parent || name.value.startsWith('_')) return;
        const kinds = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent];
        fields.push(...kinds.map((kind) => `${kind.name}.${name.value}`));
      },
    }),
  );
  return fields;
}

/** Of a field refused, the error's path and the field's name. */
function refused({ errors }: TestAnswer): string[] {
  return errors.map(({ path, extensions }) => {
    expect(extensions?.['code']).toBe('UNAUTHORIZED_FIELD');
    const field = String(extensions?.['field']);
    return `${(path ?? []).join('.')} ${field.slice(field.indexOf('.') + 1)}`;
  });
}

interface Case {
  query: string;
  variables: Record<string, unknown>;
  scopes: readonly string[] | null;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    choices: fc.array(fc.nat(59), { minLength: 5, maxLength: 100 }),
    scopes: fc.oneof(
      { weight: 12, arbitrary: fc.subarray(SCOPES) },
      { weight: 6, arbitrary: fc.subarray(SCOPES).map((some) => ['child', 'calls', ...some]) },
      { weight: 1, arbitrary: fc.constant(SCOPES) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
  })
  .map(({ choices, scopes }) => ({ ...new OperationWriter(schema, choices).write(), scopes }))
  .filter(
    ({ query }) => validate(schema, parse(query), [OverlappingFieldsCanBeMergedRule]).length === 0,
  );

function naive({ query, variables, scopes }: Case): NaiveAnswer {
  const document: DocumentNode = parse(query);
  return new NaiveViewer(schema, document, variables, scopes && new Set(scopes)).answer();
}

const ALWAYS_ASKED = ['Child.id'];

async function check(graph: Pick<ProtectedGraph, 'ask'>, one: Case): Promise<void> {
  const answer = await graph.ask(one.query, one.scopes && viewerWith(one.scopes), one.variables);
  const expected = naive(one);
  expect(JSON.stringify(answer.data)).toBe(JSON.stringify(expected.data));
  expect(refused(answer).sort()).toEqual(expected.refused.sort());
  expect([...(answer.shown?.coordinates ?? [])].sort()).toEqual([...expected.coordinates].sort());
  expect([...(answer.shown?.childIds ?? [])].sort()).toEqual([...expected.childIds].sort());
  const allowed = new Set([...expected.permitted, ...ALWAYS_ASKED]);
  expect(
    answer.asked.flatMap(({ query }) => fieldsAsked(query)).filter((field) => !allowed.has(field)),
  ).toEqual([]);
}

describe('a random operation, cut for a random viewer, is what the plain rules make of it', () => {
  test('over graphql-js', async () => {
    const asked: Asked[] = [];
    const graph = await startProtected({ sdl, inner: plainGateway(asked), asked });
    await fc.assert(
      fc.asyncProperty(cases, (one) => check(graph, one)),
      { numRuns: 2_000 },
    );
    await graph.stop();
  }, 120_000);

  let graph: ProtectedGraph;
  beforeAll(async () => {
    graph = await startProtectedGraph(RANDOM_GRAPH);
  });
  afterAll(() => graph.stop());

  test('over @apollo/gateway, where no department is asked for what was cut', async () => {
    await fc.assert(
      fc.asyncProperty(cases, (one) => check(graph, one)),
      { numRuns: 300 },
    );
  }, 120_000);
});
