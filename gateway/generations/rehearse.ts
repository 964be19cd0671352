import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ApolloServer, GraphQLResponse } from '@apollo/server';
import { Kind, OperationTypeNode, getOperationAST, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { issueGrant } from '../../shared/access/grant.ts';
import type { AccessTable } from '../access/access-table.ts';
import { newTrace } from '../audit/request-trace.ts';
import type { GatewayContext } from '../context.ts';
import { Ledger } from '../departments/ledger.ts';
import type { Viewer } from '../identity/viewer.ts';
import type { Manifest } from '../limits/trusted-operations.ts';
import { newNote } from '../log/request-note.ts';
import type { KnownOperation } from './known-operations.ts';
import { placeholderVariables } from './placeholder-variables.ts';

const REHEARSAL = 'REHEARSAL';

/** An operation to be planned, for whoever holds these scopes. */
interface Rehearsed {
  query: string;
  operationName?: string | undefined;
  heldScopes: ReadonlySet<string>;
  scopes: ReadonlySet<string>;
}

export interface RehearsalOptions {
  server: ApolloServer<GatewayContext>;
  /** The API schema. */
  schema: GraphQLSchema;
  table: AccessTable;
}

function viewerWith({ heldScopes, scopes }: Rehearsed): Viewer {
  const nobody = { subject: REHEARSAL, role: REHEARSAL, client: REHEARSAL, units: [] };
  const purpose = { purpose: REHEARSAL, caseReference: null, reason: null };
  return { ...nobody, ...purpose, heldScopes, scopes };
}

/** A request whose time has passed: it is planned, and no department is asked. */
function contextOf(operation: Rehearsed): GatewayContext {
  const grantFor = (department: string) =>
    issueGrant({ department, scopes: [], purpose: REHEARSAL, viewer: null });
  return {
    requestId: REHEARSAL,
    ledger: new Ledger([]),
    deadline: { limit: 0, remaining: () => 0 },
    note: newNote(),
    trace: newTrace(),
    ...{ grantFor, countingGrantFor: grantFor },
    viewer: viewerWith(operation),
    isRehearsal: true,
  };
}

/** Why an operation cannot be answered at all; null where it was planned. */
function refusalIn({ body }: GraphQLResponse): string | null {
  if (body.kind !== 'single') return null;
  const { data, errors = [] } = body.singleResult;
  const [error] = errors;
  const isForValues = error?.extensions?.['code'] === 'BAD_USER_INPUT';
  return data || error === undefined || isForValues ? null : error.message;
}

async function rehearse(
  operation: Rehearsed,
  { server, schema }: RehearsalOptions,
): Promise<string | null> {
  const { query, operationName } = operation;
  const asked = getOperationAST(parse(query), operationName);
  const variables = asked ? placeholderVariables(asked, schema) : {};
  const request = { query, variables, ...(operationName !== undefined && { operationName }) };
  return refusalIn(await server.executeOperation(request, { contextValue: contextOf(operation) }));
}

function isQuery({ text }: { text: string }): boolean {
  return parse(text).definitions.every(
    (each) => each.kind !== Kind.OPERATION_DEFINITION || each.operation === OperationTypeNode.QUERY,
  );
}

/**
 * Plans the trusted queries, and answers in a sentence each why those of them cannot be answered any more that cannot.
 * They go the way of any request, so that all that is kept of them is there when the first client asks. Between any two,
 * requests have their turn.
 */
export async function rehearseTrusted(
  manifest: Manifest,
  options: RehearsalOptions,
): Promise<string[]> {
  const { scopes } = options.table;
  const refusals: string[] = [];
  for (const { name, text } of [...manifest.values()].filter(isQuery)) {
    const refusal = await rehearse({ query: text, heldScopes: scopes, scopes }, options);
    if (refusal !== null)
      refusals.push(`The trusted operation ${name} could not be answered: ${refusal}`);
    await nextTurn();
  }
  return refusals;
}

/** Plans what was asked lately, for viewers such as asked it. One that cannot be answered any more is left out. */
export async function rehearseKnown(
  operations: readonly KnownOperation[],
  options: RehearsalOptions,
): Promise<void> {
  for (const { query, operationName, role, purpose } of operations) {
    const { scopes: heldScopes, scopesFor } = options.table.roles.get(role) ?? {};
    const scopes = scopesFor?.get(purpose);
    if (heldScopes && scopes) await rehearse({ query, operationName, heldScopes, scopes }, options);
    await nextTurn();
  }
}
