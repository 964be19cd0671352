/** For the register alone: whom its door lets through. */
export interface GrantedViewer {
  subject: string;
  /** GSO codes; children who live there now are seen. */
  units: readonly string[];
  seesSealed: boolean;
  /** Whether the operation is one that was published, or a report; it is not when left out. */
  isTrusted?: boolean | undefined;
  /** Null outside an emergency; in one, the only children seen, wherever they live, but for sealed ones. */
  emergencyChildNos: readonly number[] | null;
}

/** What a department is told of a call: what it may answer, and why. */
export interface Grant {
  /** The department it is for. */
  department: string;
  scopes: readonly string[];
  purpose: string;
  viewer: GrantedViewer | null;
}

const issued = new WeakSet<Grant>();

/** Makes a grant. Within a process nothing else can: a department takes only objects made here. */
export function issueGrant(grant: Grant): Grant {
  const made = Object.freeze({ ...grant, scopes: Object.freeze([...grant.scopes]) });
  issued.add(made);
  return made;
}

/** Whether a grant was made by `issueGrant` in this process, for this department. */
export function isIssuedFor(grant: Grant, department: string): boolean {
  return issued.has(grant) && grant.department === department;
}
