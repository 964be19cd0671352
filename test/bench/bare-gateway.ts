import '../../gateway/no-telemetry.ts';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { pino } from 'pino';
import { readProtections } from '../../gateway/access/protections.ts';
import type { GatewayContext } from '../../gateway/context.ts';
import { answerShapes } from '../../gateway/departments/answer-shape.ts';
import { departmentDataSource, departmentDoor } from '../../gateway/departments/data-source.ts';
import type { DepartmentClient } from '../../gateway/departments/department-client.ts';
import { LinkLedger } from '../../gateway/departments/link-ledger.ts';
import { LinkTeller } from '../../gateway/departments/tell-links.ts';
import { REGISTER } from '../../gateway/config.ts';
import { Ledger } from '../../gateway/departments/ledger.ts';
import { graphqlEndpoint } from '../../gateway/http/graphql-endpoint.ts';
import { departmentReport } from '../../gateway/plugins/department-report.ts';
import { pluginOf } from '../../gateway/plugins/request-hooks.ts';
import { issueGrant } from '../../shared/access/grant.ts';
import type { Grant } from '../../shared/access/grant.ts';

const log = pino({ level: 'silent' });
const DEADLINE = 10_000;

function clientOf(clients: readonly DepartmentClient[], name: string): DepartmentClient {
  const client = clients.find((candidate) => candidate.name === name);
  if (client === undefined) throw new Error(`There is no department ${name}.`);
  return client;
}

/** One grant of everything for each department, whoever asks. */
function grantEverything(clients: readonly DepartmentClient[], scopes: readonly string[]) {
  const viewer = { subject: 'bench', units: ['30'], seesSealed: true, emergencyChildNos: null };
  const grants = new Map<string, Grant>(
    clients.map(({ name }) => [
      name,
      issueGrant({ department: name, scopes, purpose: 'CASE_MANAGEMENT', viewer }),
    ]),
  );
  return (name: string): Grant => {
    const grant = grants.get(name);
    if (grant === undefined) throw new Error(`There is no department ${name}.`);
    return grant;
  };
}

/**
 * The way of a request without what guards it: the same HTTP entry, planner, executor and departments, and no identity,
 * scopes, purpose, limits or trail. For measuring what those cost; nothing serves it.
 */
export async function startBareGateway(
  supergraphSdl: string,
  clients: readonly DepartmentClient[],
  scopes: readonly string[],
) {
  const shapes = answerShapes(supergraphSdl);
  const wayTo = (client: DepartmentClient) => ({ client, deadline: DEADLINE, shapes, log });
  const ways = new Map(clients.map((client) => [client.name, wayTo(client)]));
  const teller = new LinkTeller(REGISTER, ways);
  const gateway = new ApolloGateway({
    supergraphSdl: readProtections(supergraphSdl).withoutProtections,
    buildService: ({ name }) =>
      departmentDataSource(departmentDoor({ ...wayTo(clientOf(clients, name)), teller })),
  });
  const plugins = [pluginOf([departmentReport])];
  const server = new ApolloServer<GatewayContext>({ gateway, plugins, introspection: false });
  await server.start();
  const names = clients.map(({ name }) => name);
  const grantFor = grantEverything(clients, scopes);
  const nothing = async () => undefined;
  return {
    endpoint: graphqlEndpoint({
      server,
      createContext: async (_, begun) => ({
        ...begun,
        grantFor,
        countingGrantFor: grantFor,
        ledger: new Ledger(names),
        links: new LinkLedger(),
      }),
      trusted: { manifest: new Map(), isTrustedOnly: () => false },
      deadline: DEADLINE,
      trail: { record: nothing, recordEmergency: nothing, check: nothing, close: nothing },
      log,
    }),
    stop: () => server.stop(),
  };
}
