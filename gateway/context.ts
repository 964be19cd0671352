import type { Ledger } from './departments/ledger.ts';

/** What belongs to one request, from its first byte to its answer. */
export interface GatewayContext {
  /** Given to the client too, to name the request by. */
  requestId: string;
  ledger: Ledger;
}
