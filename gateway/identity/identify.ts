import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import type { AccessTable } from '../access/access-table.ts';
import { bearerToken } from './bearer-token.ts';
import { callerFrom } from './caller-from-claims.ts';
import type { Caller } from './caller.ts';
import type { IdentityConfig } from './config.ts';
import { forbiddenWhole } from './forbidden-by-purpose.ts';
import { issuerKeys } from './issuer-keys.ts';
import { isProduction } from './production.ts';
import { rememberCallers } from './remembered-callers.ts';
import { statedPurpose } from './stated-purpose.ts';
import { verifyToken } from './verify-token.ts';
import type { TokenChecks } from './verify-token.ts';
import type { Viewer } from './viewer.ts';

/** Finds out who asks and why from a request's headers. Throws AccessRefusal (401, 403 or 503). */
export type Identify = (headers: IncomingHttpHeaders) => Promise<Viewer>;

/** Joins who asks with why. Throws AccessRefusal (403). */
export function viewerFor(
  caller: Caller,
  headers: IncomingHttpHeaders,
  table: AccessTable,
): Viewer {
  const { purpose, caseReference, reason } = statedPurpose(headers, caller, table);
  const forbidden = forbiddenWhole(caller, purpose.name, table);
  if (forbidden !== null) throw forbidden;
  return {
    subject: caller.subject,
    role: caller.role.name,
    client: caller.client,
    units: caller.units,
    heldScopes: caller.role.scopes,
    scopes: caller.role.scopesFor.get(purpose.name) ?? new Set(),
    purpose: purpose.name,
    caseReference,
    reason,
  };
}

/** Makes the way from headers to viewer out of what a token must show. */
export function identifyBy(checks: TokenChecks, table: AccessTable): Identify {
  const callerOf = rememberCallers(async (token) => {
    const claims = await verifyToken(token, checks);
    return { caller: callerFrom(claims, table), exp: claims.exp };
  });
  return async (headers) => viewerFor(await callerOf(bearerToken(headers)), headers, table);
}

export interface IdentityOptions {
  config: IdentityConfig;
  /** Where the tokens come from: OIDC_ISSUER, or the demo issuer's address. */
  issuer: string;
  log: Logger;
}

/**
 * Makes the ways from headers to viewer for one issuer, by the table of roles and purposes; asks it for its keys when
 * the first token comes.
 */
export function createIdentify({ config, issuer, log }: IdentityOptions) {
  const source = { issuer, jwksUrl: config.OIDC_JWKS_URL ?? null };
  const checks = {
    issuer,
    audience: config.OIDC_AUDIENCE,
    tokenType: config.OIDC_TOKEN_TYPE,
    keys: issuerKeys(source, log),
    takesDemo: !isProduction(config),
  };
  return (table: AccessTable): Identify => identifyBy(checks, table);
}
