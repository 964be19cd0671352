import type { Grant } from '../shared/access/grant.ts';
import type { RequestTrace } from './audit/request-trace.ts';
import type { Ledger } from './departments/ledger.ts';
import type { LinkLedger } from './departments/link-ledger.ts';
import type { Viewer } from './identity/viewer.ts';
import type { Deadline } from './limits/deadline.ts';
import type { CostReport } from './limits/operation-limits.ts';
import type { RequestNote } from './log/request-note.ts';

/** What an answer shows, for the trace; never a value of a child's. */
export interface Shown {
  /** The register numbers of the children in it, and those they were asked by, each once. */
  childIds: readonly string[];
  /** The register serials of those that the operation does or asks something about by their number, or is told the number of. */
  childNosNamed: readonly number[];
  /** The fields in it, as `Type.field`, each once. */
  coordinates: readonly string[];
}

/** Makes the grant of a department. */
export type GrantFor = (department: string) => Grant;

/** What belongs to one request, from its first byte to its answer. */
export interface GatewayContext {
  /** Given to the client too, to name the request by. */
  requestId: string;
  ledger: Ledger;
  /** What departments have yet to be told of whose their records are. */
  links: LinkLedger;
  /** The time it has left. */
  deadline: Deadline;
  /** What its line in the log will say. */
  note: RequestNote;
  /** What its record in the trail will say. */
  trace: RequestTrace;
  /** What a department may answer of this request. */
  grantFor: GrantFor;
  /** The same for a published question that is counted whole, small counts and all, before these are taken out. */
  countingGrantFor: GrantFor;
  /** Who asks; where there is none, nothing protected is shown. */
  viewer?: Viewer | null;
  /** What it was reckoned to cost, once it was found to be within its limits. */
  cost?: CostReport;
  /** What the answer shows, once it was executed. */
  shown?: Shown;
  /** Whether it is only to be planned before a supergraph is switched to: no department is asked, nobody sees it. */
  isRehearsal?: boolean;
}
