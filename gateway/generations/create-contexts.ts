import type { IncomingMessage } from 'node:http';
import { StartProblem } from '../../shared/start/start-problem.ts';
import type { AccessTable } from '../access/access-table.ts';
import { scopesByDepartment } from '../access/department-scopes.ts';
import { grantMaker } from '../access/grants.ts';
import { whoIs } from '../audit/request-trace.ts';
import type { OpenEmergency } from '../audit/request-trace.ts';
import type { GatewayContext } from '../context.ts';
import { CONTROL } from '../control/control-subgraph.ts';
import type { Control } from '../control/open-control.ts';
import type { DepartmentClient } from '../departments/department-client.ts';
import { Ledger } from '../departments/ledger.ts';
import { LinkLedger } from '../departments/link-ledger.ts';
import type { Begun, CreateContext } from '../http/begin-request.ts';
import type { Identify } from '../identity/identify.ts';
import type { Viewer } from '../identity/viewer.ts';
import type { Admission } from '../limits/admission.ts';

export interface ContextOptions {
  supergraphSdl: string;
  clients: readonly DepartmentClient[];
  table: AccessTable;
  /** Who asks and why. */
  identify: Identify;
  /** The department that holds the door to children. */
  register: string;
  /** How many requests are let in. */
  admission: Admission;
  /** Which emergencies are open. */
  control: Pick<Control, 'findOpenEmergencies' | 'openedUnder'>;
}

/** The viewer's open emergencies; null for a purpose that needs none. */
async function openEmergencies(
  { purpose, subject }: Viewer,
  { table, control }: ContextOptions,
): Promise<readonly OpenEmergency[] | null> {
  if (table.purposes.get(purpose)?.onlyWithinEmergency !== true) return null;
  return control.findOpenEmergencies(subject);
}

/** Every scope that a field asks for must be one that a role can hold, or nobody could ever see the field. */
function checkScopes(
  asked: ReadonlyMap<string, ReadonlySet<string>>,
  { scopes }: AccessTable,
): void {
  const unknown = [...asked.values()]
    .flatMap((each) => [...each])
    .filter((scope) => !scopes.has(scope));
  if (unknown.length > 0)
    throw new StartProblem(
      `The supergraph asks for scopes that are no department's own and not in gateway/access/scopes.json: ${unknown.join(', ')}.`,
    );
}

/**
 * Makes the contexts of requests under one supergraph: who asks and why, and what each department is granted for that.
 * Throws StartProblem for a scope that nobody can hold.
 */
export function createContexts(options: ContextOptions) {
  const { admission, clients, control, identify, register, supergraphSdl, table } = options;
  const names = clients.map(({ name }) => name);
  const rules = {
    register,
    control: CONTROL,
    scopesByDepartment: scopesByDepartment(supergraphSdl),
  };
  checkScopes(rules.scopesByDepartment, table);
  const grantsFor = grantMaker(rules);
  const contextFor = async (viewer: Viewer, begun: Begun): Promise<GatewayContext> => {
    begun.note.client = viewer.client;
    begun.trace.who = whoIs(viewer);
    await admission.admit(viewer);
    const emergencies = await openEmergencies(viewer, options);
    const emergencyChildNos = emergencies?.map(({ childNo }) => childNo) ?? null;
    const grants = grantsFor(viewer, emergencyChildNos);
    begun.trace.emergencies = () => [
      ...(emergencies ?? []),
      ...control.openedUnder(grants.grantFor(CONTROL)),
    ];
    // Written out: behind a spread, V8 gives every object a form of its own, which all that reads it is slower by.
    return {
      requestId: begun.requestId,
      deadline: begun.deadline,
      note: begun.note,
      trace: begun.trace,
      viewer,
      ledger: new Ledger(names),
      links: new LinkLedger(),
      grantFor: grants.grantFor,
      countingGrantFor: grants.countingGrantFor,
    };
  };
  const createContext: CreateContext = async ({ headers, socket }: IncomingMessage, begun) =>
    contextFor(await admission.identifySender({ headers, socket, identify }), begun);
  return { contextFor, createContext };
}

export type Contexts = ReturnType<typeof createContexts>;
