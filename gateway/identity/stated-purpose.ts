import type { IncomingHttpHeaders } from 'node:http';
import type { AccessTable, Purpose, PurposeHeader } from '../access/access-table.ts';
import type { Caller } from './caller.ts';
import { readHeaderText } from './header-text.ts';
import { purposeIncomplete, purposeRequired, purposeUnknown } from './purpose-refusal.ts';

/** Why a request is made, as its headers say. */
export interface StatedPurpose {
  purpose: Purpose;
  /** X-Case-Reference, where the purpose needs it. */
  caseReference: string | null;
  /** X-Reason, where the purpose needs it. */
  reason: string | null;
}

/** How long the headers' texts are, in characters. */
const LENGTHS = {
  'X-Case-Reference': { least: 3, most: 100 },
  'X-Reason': { least: 10, most: 500 },
} satisfies Record<PurposeHeader, { least: number; most: number }>;

/** A token (JWT, RFC 7519), or a number as long as a child's: these texts are kept where neither belongs. */
const SECRET = /ey[\w-]{8,}\.[\w-]+\.|\d{11}/;

function headerOf(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name.toLowerCase()] ?? '';
  return Array.isArray(value) ? value.join(', ') : value;
}

function neededText(
  headers: IncomingHttpHeaders,
  header: PurposeHeader,
  caller: Caller,
  purpose: Purpose,
): string {
  const value = headerOf(headers, header);
  const text = readHeaderText(value, LENGTHS[header]);
  if (text !== null && !SECRET.test(text)) return text;
  throw purposeIncomplete(caller, {
    purpose: purpose.name,
    header,
    isMissing: value.trim() === '',
  });
}

/**
 * Reads X-Purpose and the header that purpose needs. Throws AccessRefusal: PURPOSE_REQUIRED, PURPOSE_UNKNOWN or
 * PURPOSE_INCOMPLETE.
 */
export function statedPurpose(
  headers: IncomingHttpHeaders,
  caller: Caller,
  table: AccessTable,
): StatedPurpose {
  const name = headerOf(headers, 'X-Purpose').trim();
  if (name === '') throw purposeRequired(caller, table);
  const purpose = table.purposes.get(name);
  if (purpose === undefined) throw purposeUnknown(caller, table);
  const { needs } = purpose;
  const text = needs === null ? null : neededText(headers, needs, caller, purpose);
  return {
    purpose,
    caseReference: needs === 'X-Case-Reference' ? text : null,
    reason: needs === 'X-Reason' ? text : null,
  };
}
