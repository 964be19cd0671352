/** Who asks, why, and what that allows; made for each request from its token and its stated purpose. */
export interface Viewer {
  /** The token's subject. */
  subject: string;
  /** Name of the role in roles.json. */
  role: string;
  /** The OIDC client that asks on the subject's behalf. */
  client: string;
  /** GSO codes of the administrative units the viewer answers for. */
  units: readonly string[];
  /** What the role holds; a department's `:read` brings its `:aggregate`. */
  heldScopes: ReadonlySet<string>;
  /** Of those, what the stated purpose can exercise. */
  scopes: ReadonlySet<string>;
  /** Name of the purpose in purposes.json. */
  purpose: string;
  /** X-Case-Reference, where the purpose needs one. */
  caseReference: string | null;
  /** X-Reason, where the purpose needs one. */
  reason: string | null;
}
