import { LRUCache } from 'lru-cache';
import { issueGrant } from '../../shared/access/grant.ts';
import type { Grant, GrantedViewer } from '../../shared/access/grant.ts';
import type { GrantFor } from '../context.ts';
import type { Viewer } from '../identity/viewer.ts';

/** What grants are made of, besides the viewer. */
export interface GrantRules {
  /** The department that holds the door to children, which is told whom it may let through. */
  register: string;
  /** The gateway's own part of the graph, which is told in whose name it changes things. */
  control: string;
  /** The scopes each department asks for. */
  scopesByDepartment: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The children of the viewer's open emergencies; null where the purpose needs none. */
type EmergencyChildNos = readonly number[] | null;

/** What belongs to one request, besides who asks. */
interface RequestRules {
  emergencyChildNos: EmergencyChildNos;
  /** Whether the gateway takes small counts out of the whole answer itself, so that the register gives it all. */
  isTrusted: boolean;
}

/** Whom the register lets through for a viewer. */
function atTheDoor(
  { subject, units, scopes }: Viewer,
  { emergencyChildNos, isTrusted }: RequestRules,
): GrantedViewer {
  return { subject, units, seesSealed: scopes.has('sealed:read'), emergencyChildNos, isTrusted };
}

/** Who asks, with no way to any child. */
function byName({ subject }: Viewer): GrantedViewer {
  return { subject, units: [], seesSealed: false, emergencyChildNos: [] };
}

/** What a department is told of a viewer's scopes, held or not. */
function scopesFor(department: string, { register, scopesByDepartment }: GrantRules): string[] {
  const asked = [...(scopesByDepartment.get(department) ?? [])];
  if (department !== register) return asked;
  const reads = [...scopesByDepartment.keys()].map((owner) => `${owner}:read`);
  return [...new Set([...asked, ...reads])];
}

/**
 * Makes the grants of one request: each department is given the viewer's scopes that it asks for, and no others. The
 * register is given every department's `:read` besides: it keeps identifiers that other departments own, and which
 * ones, its rows say and no schema. That is plainer than a directive, which cannot name what is data.
 */
function grantsOf(rules: GrantRules, viewer: Viewer, request: RequestRules) {
  const tell = (department: string): GrantedViewer | null => {
    if (department === rules.register) return atTheDoor(viewer, request);
    return department === rules.control ? byName(viewer) : null;
  };
  const made = new Map<string, Grant>();
  return (department: string): Grant => {
    const grant =
      made.get(department) ??
      issueGrant({
        department,
        scopes: scopesFor(department, rules)
          .filter((scope) => viewer.scopes.has(scope))
          .sort(),
        purpose: viewer.purpose,
        viewer: tell(department),
      });
    made.set(department, grant);
    return grant;
  };
}

const GRANTS_KEPT = 10_000;

/** The two sorts of grants of a request: those for an answer, and those for one out of which small counts are taken. */
export interface RequestGrants {
  grantFor: GrantFor;
  countingGrantFor: GrantFor;
}

function bothOf(
  rules: GrantRules,
  viewer: Viewer,
  emergencyChildNos: EmergencyChildNos,
): RequestGrants {
  return {
    grantFor: grantsOf(rules, viewer, { emergencyChildNos, isTrusted: false }),
    countingGrantFor: grantsOf(rules, viewer, { emergencyChildNos, isTrusted: true }),
  };
}

/**
 * Makes what makes grants, and keeps them: requests of one viewer for one purpose have the very same grants, so that
 * departments know these for equal. Those of an emergency are made anew.
 */
export function grantMaker(rules: GrantRules) {
  const kept = new LRUCache<string, RequestGrants>({ max: GRANTS_KEPT });
  return (viewer: Viewer, emergencyChildNos: EmergencyChildNos): RequestGrants => {
    if (emergencyChildNos !== null) return bothOf(rules, viewer, emergencyChildNos);
    const { role, purpose, subject, units } = viewer;
    const key = JSON.stringify([role, purpose, subject, units]);
    const known = kept.get(key);
    if (known) return known;
    const grants = bothOf(rules, viewer, null);
    kept.set(key, grants);
    return grants;
  };
}
