import { issueGrant } from '../../../shared/access/grant.ts';
import type { Grant } from '../../../shared/access/grant.ts';

/** A grant of all scopes, for whoever may see every child of the province that is not sealed. */
export function grantOfEverything(department: string, scopes: readonly string[]): Grant {
  return issueGrant({
    department,
    scopes,
    purpose: 'CASE_MANAGEMENT',
    viewer: { subject: 'bench', units: ['30'], seesSealed: false, emergencyChildNos: null },
  });
}
