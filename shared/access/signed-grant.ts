import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { issueGrant } from './grant.ts';
import type { Grant } from './grant.ts';

/** The header that carries a grant from the gateway to a department. */
export const GRANT_HEADER = 'x-chung-tay-grant';

/** How long a grant is good for, in milliseconds, either way of the reader's clock. */
export const GRANT_LIFETIME = 30_000;

/** Why a department turns a call away. */
export type GrantFlaw =
  'MISSING' | 'MALFORMED' | 'FORGED' | 'OTHER_DEPARTMENT' | 'OTHER_BODY' | 'EXPIRED' | 'USED';

/** Thrown for a call whose grant does not hold; says why, and nothing of the grant. */
export class GrantRefused extends Error {
  readonly flaw: GrantFlaw;

  constructor(flaw: GrantFlaw) {
    super(`The call carries no valid grant (${flaw}).`);
    this.name = 'GrantRefused';
    this.flaw = flaw;
  }
}

const childNos = z.array(z.number());
const payloadShape = z.object({
  department: z.string(),
  scopes: z.array(z.string()),
  purpose: z.string(),
  viewer: z
    .object({
      subject: z.string(),
      units: z.array(z.string()),
      seesSealed: z.boolean(),
      isTrusted: z.boolean().optional(),
      emergencyChildNos: childNos.nullable(),
    })
    .nullable(),
  issuedAt: z.number(),
  nonce: z.string(),
  body: z.string(),
});

function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}

function macOf(payload: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(payload).digest();
}

/** Writes a grant for one call as the value of GRANT_HEADER: bound to the body, to now, and to one use. */
export function signGrant(grant: Grant, body: string, key: Buffer, now = Date.now()): string {
  const nonce = randomBytes(12).toString('base64url');
  const payload = Buffer.from(
    JSON.stringify({ ...grant, issuedAt: now, nonce, body: digestOf(body) }),
  ).toString('base64url');
  return `${payload}.${macOf(payload, key).toString('base64url')}`;
}

function readPayload(header: string | undefined, key: Buffer): z.infer<typeof payloadShape> {
  if (header === undefined) throw new GrantRefused('MISSING');
  const [payload, mac, ...rest] = header.split('.');
  if (!payload || !mac || rest.length > 0) throw new GrantRefused('MALFORMED');
  const [given, right] = [Buffer.from(mac, 'base64url'), macOf(payload, key)];
  if (given.length !== right.length || !timingSafeEqual(given, right))
    throw new GrantRefused('FORGED');
  return payloadShape.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
}

/**
 * Makes a department's check of incoming grants: signed with its key, for it and this body, not older than 30 seconds,
 * and not used before in this process. Throws GrantRefused otherwise.
 */
export function grantVerifier(department: string, key: Buffer) {
  const used = new LRUCache<string, true>({ max: 1_000_000, ttl: 2 * GRANT_LIFETIME });
  return (header: string | undefined, body: string, now = Date.now()): Grant => {
    const { issuedAt, nonce, body: digest, ...grant } = readPayload(header, key);
    if (grant.department !== department) throw new GrantRefused('OTHER_DEPARTMENT');
    if (digest !== digestOf(body)) throw new GrantRefused('OTHER_BODY');
    if (Math.abs(now - issuedAt) > GRANT_LIFETIME) throw new GrantRefused('EXPIRED');
    if (used.has(nonce)) throw new GrantRefused('USED');
    used.set(nonce, true);
    return issueGrant(grant);
  };
}
