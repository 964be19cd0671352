import type { IncomingMessage } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import type { AccessTable } from '../access/access-table.ts';
import type { GatewayContext } from '../context.ts';
import type { ReportKey } from '../control/report-keys.ts';
import type { Begun, CreateContext } from '../http/begin-request.ts';
import type { Viewer } from '../identity/viewer.ts';
import type { CallOptions } from '../departments/call-department.ts';
import { askGraph } from './ask-graph.ts';
import { unlinkedElsewhere } from './unlinked-elsewhere.ts';
import type { ReportDoor } from './reports-endpoint.ts';

/** What a key in a header stands for: the role that reads reports and no child, for the purpose of reports. */
const KEY_ROLE = 'reporting-tool';
const KEY_PURPOSE = 'REPORTING';

/** Whoever asks by a key: it stands in the record by its id. */
function viewerBy({ id, client, units }: ReportKey, { roles }: AccessTable): Viewer {
  const role = roles.get(KEY_ROLE);
  const scopes = role?.scopesFor.get(KEY_PURPOSE) ?? new Set<string>();
  return {
    subject: `report-key:${id}`,
    role: KEY_ROLE,
    client,
    units,
    heldScopes: scopes,
    scopes,
    purpose: KEY_PURPOSE,
    caseReference: null,
    reason: null,
  };
}

export interface DoorOptions {
  server: ApolloServer<GatewayContext>;
  table: AccessTable;
  /** The ways to the departments. */
  ways: readonly CallOptions[];
  /** For whoever shows a token. Throws AccessRefusal. */
  createContext: CreateContext;
  /** For a viewer who is known already. Throws RATE_LIMITED. */
  contextFor: (viewer: Viewer, begun: Begun) => Promise<GatewayContext>;
}

/** Makes what lets a request to the reports: by the key, where one was given, else by its token. */
export function reportDoors({ server, table, ways, createContext, contextFor }: DoorOptions) {
  return async (
    request: IncomingMessage,
    key: ReportKey | null,
    begun: Begun,
  ): Promise<ReportDoor> => {
    const context =
      key === null
        ? await createContext(request, begun)
        : await contextFor(viewerBy(key, table), begun);
    const { subject = '', units = [], scopes = new Set<string>() } = context.viewer ?? {};
    const viewer = { subject, units, scopes, seesExact: scopes.has('cohort:exact') };
    return {
      viewer,
      ask: askGraph(server, context),
      findUnlinked: () => unlinkedElsewhere(ways, context),
    };
  };
}
