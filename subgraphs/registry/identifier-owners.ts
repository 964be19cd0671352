import type { Grant } from '../../shared/access/grant.ts';

/** The scope of the register's own identifiers, such as the personal number. */
const OWN_SCOPE = 'child:identity';

/**
 * Says of a department, the owner of an identifier system, whether its identifiers may be known under a grant: with the
 * owner's `:read`, or `child:identity` where the register owns the system. The gateway grants the register the `:read`
 * of every department that the viewer can exercise, so a new system, or a new owner, is a row and nothing else.
 */
export function knownOwners({ department, scopes }: Grant): (owner: string) => boolean {
  return (owner) => scopes.includes(owner === department ? OWN_SCOPE : `${owner}:read`);
}
