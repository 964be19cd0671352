import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  OverlappingFieldsCanBeMergedRule,
  execute,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import type { ExecutionResult } from 'graphql';
import { OperationWriter } from '../../../gateway/access/operation/random-operation.fixture.ts';
import { issueGrant } from '../../access/grant.ts';
import { compileOperation } from './compile-operation.ts';
import { draw, drawnDepartment } from './drawn-department.fixture.ts';
import { quietly } from './quietly.fixture.ts';
import { Settling } from './settling.fixture.ts';
import type { Data } from './values.ts';

const schema = drawnDepartment();

const ARGUMENTS = [
  '(id: 1)',
  '(id: "2", year: null)',
  '(id: $id, year: $year)',
  '(id: 5, where: $where)',
  '(id: 5, where: { years: [4, $year] })',
];
const REFERENCES = [
  '(representations: [{ __typename: "Thing", id: "1" }, { __typename: "Other", id: "3" }, { __typename: "Thing", id: "2" }])',
  '(representations: $references)',
];
const WRITER = {
  variables: {
    id: { declared: '$id: ID! = "7"' },
    year: { declared: '$year: Int! = 9' },
    where: { declared: '$where: Where', value: { years: [1, 2] } },
    references: {
      declared: '$references: [_Any!]!',
      value: [
        { __typename: 'Other', id: '8' },
        { __typename: 'Thing', id: '9' },
      ],
    },
    yes: { declared: '$yes: Boolean!', value: true },
    no: { declared: '$no: Boolean = false' },
  },
  arguments: { find: ARGUMENTS, said: ARGUMENTS, _entities: REFERENCES },
};

const SCOPES = ['secret:read', 'open:read', 'vault:read'];

interface Case {
  query: string;
  variables: Record<string, unknown>;
  seed: number;
  later: number;
  broken: number;
  scopes: string[];
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    choices: fc.array(fc.nat(59), { minLength: 20, maxLength: 400 }),
    seed: fc.nat(100_000),
    later: fc.constantFrom(0, 20, 60),
    broken: fc.constantFrom(0, 3, 15, 40),
    scopes: fc.subarray(SCOPES),
  })
  .map(({ choices, ...drawn }) => ({
    ...new OperationWriter(schema, choices, WRITER).write(),
    ...drawn,
  }))
  .filter(
    ({ query }) => validate(schema, parse(query), [OverlappingFieldsCanBeMergedRule]).length === 0,
  );

function contextOf({ seed, later, broken, scopes }: Case) {
  const grant = issueGrant({ department: 'drawn', scopes, purpose: 'TEST', viewer: null });
  return { grant, seed, later, broken, settling: new Settling((place) => draw(`${seed}${place}`)) };
}

type Context = ReturnType<typeof contextOf>;

function bothWays(query: string) {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('There is no operation.');
  const compiled = compileOperation({ schema, document, operation });
  const run = (
    answer: ReturnType<typeof compiled>,
    { settling }: Context,
  ): Promise<ExecutionResult | null> => settling.until(Promise.resolve(answer));
  return {
    compiled: (variables: Data, context: Context) => run(compiled({ context, variables }), context),
    stock: (variableValues: Data, contextValue: Context) =>
      quietly(() => run(execute({ schema, document, variableValues, contextValue }), contextValue)),
  };
}

/**
 * All that an answer tells, as text, so that the order of keys counts. The order of errors counts too, but for references:
 * each has a promise of its own there, all of which settle together, and how many steps an error then takes to be told is
 * no rule (GraphQL specification, section 7.1.2, states no order of errors).
 */
function told({ data, errors }: ExecutionResult, query: string): string {
  const all = errors?.map((error) =>
    JSON.stringify({ ...error.toJSON(), cause: String(error.originalError) }),
  );
  return JSON.stringify({ data, errors: query.includes('_entities(') ? all?.toSorted() : all });
}

/** The same operation with other conditions, another grant and other values. */
function turned({ variables, scopes, seed, ...one }: Case): Case {
  return {
    ...one,
    variables: { ...variables, yes: false, no: true },
    scopes: SCOPES.filter((scope) => !scopes.includes(scope)),
    seed: seed + 1,
  };
}

/** What both give is the same; answers what the compiled one gives, null where it leaves it to graphql-js. */
async function check(one: Case): Promise<ExecutionResult | null> {
  const { compiled, stock } = bothWays(one.query);
  const answers: (ExecutionResult | null)[] = [];
  for (const each of [one, turned(one)]) {
    const ours = await compiled(each.variables, contextOf(each));
    const theirs = await stock(each.variables, contextOf(each));
    if (ours !== null) expect(told(ours, each.query)).toBe(told(theirs ?? {}, each.query));
    answers.push(ours);
  }
  return answers[0] ?? null;
}

test('a drawn operation over drawn values gives what graphql-js gives', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      const compiled = await check(one);
      if (compiled === null) expect(one.query).toContain('any');
    }),
    { numRuns: 4_000 },
  );
});

const plain: Case = { query: '', variables: {}, seed: 1, later: 0, broken: 0, scopes: [] };

const REFERENCES_ASKED =
  'query ($references: [_Any!]!) { _entities(representations: $references) { __typename } }';

test.each([
  ['a variable that is missing', 'query ($id: ID!) { find(id: $id) { id } }', {}],
  ['a wrong variable', 'query ($id: ID!) { find(id: $id) { id } }', { id: { no: 'id' } }],
  ['a reference that is null', REFERENCES_ASKED, { references: [null] }],
  ['references that are missing', REFERENCES_ASKED, {}],
  ['what a department says of its schema', '{ _service { sdl } }', {}],
  ['names that objects have', '{ one { constructor: name toString: id } }', {}],
])('%s gives what graphql-js gives', async (_, query, variables) => {
  const compiled = await check({ ...plain, query, variables });
  expect(compiled).toBeTruthy();
});

test.each([
  ['introspection', '{ __schema { queryType { name } } }', {}],
  ['a type of several kinds', '{ any { __typename } }', {}],
  [
    'a reference to no type',
    '{ _entities(representations: { __typename: "Nobody" }) { __typename } }',
    {},
  ],
  [
    'a reference to no entity',
    '{ _entities(representations: { __typename: "Plain" }) { __typename } }',
    {},
  ],
  [
    'a condition that is null',
    'query ($no: Boolean = false) { count @skip(if: $no) }',
    { no: null },
  ],
  ['a name that changes objects', '{ one { __proto__: name } }', {}],
])('%s is left to graphql-js', async (_, query, variables) => {
  expect(await check({ ...plain, query, variables })).toBeNull();
});
