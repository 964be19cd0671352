import type { Role } from '../access/access-table.ts';

/** Who asks, as their token says; why they ask is not known yet. */
export interface Caller {
  /** The token's subject. */
  subject: string;
  role: Role;
  /** The OIDC client that asks on the subject's behalf. */
  client: string;
  /** GSO codes of the administrative units the caller answers for. */
  units: readonly string[];
}
