import type { Access, EmergencyEvent } from './entry.ts';
import { packChildren } from './child-set.ts';
import { accessOf, newTrace } from './request-trace.ts';

/** The tables of the trail, both part of one chain. */
export type TrailTable = 'access_record' | 'emergency_event';

/** An entry as its table's columns hold it, those of the chain apart; bytes are written as PostgreSQL does, `\x0aff`. */
export interface TrailRow {
  table: TrailTable;
  columns: Readonly<Record<string, unknown>>;
}

const LONGEST_TEXT = 2_000;

/** NUL, or anything of a surrogate pair. */
const DOUBTFUL = /[\0\uD800-\uDFFF]/;

/** Text that PostgreSQL takes: no NUL, no half of a surrogate pair, and an end. */
function text(value: string | null): string | null {
  if (value === null) return null;
  if (value.length <= LONGEST_TEXT && !DOUBTFUL.test(value)) return value;
  return Buffer.from(value.slice(0, LONGEST_TEXT).replaceAll('\0', ''), 'utf8').toString('utf8');
}

const sorted = new WeakMap<readonly string[], readonly (string | null)[]>();

/** Each once, in order; answers of one form come with the very same list of fields, which is sorted once. */
function texts(values: readonly string[]): readonly (string | null)[] {
  const known = sorted.get(values) ?? [...new Set(values)].sort().map(text);
  sorted.set(values, known);
  return known;
}

/** A row of access_record. Throws RangeError for a number that is no register serial. */
export function accessRow(access: Access, gateway: string, at: Date): TrailRow {
  const children = packChildren(access.childNos);
  const bits = children.child_bits;
  return {
    table: 'access_record',
    columns: {
      at: at.toISOString(),
      gateway_id: gateway,
      request_id: text(access.requestId),
      subject: text(access.subject),
      role: text(access.role),
      client: text(access.client),
      units: texts(access.units),
      purpose: text(access.purpose),
      case_reference: text(access.caseReference),
      reason: text(access.reason),
      operation_name: text(access.operationName),
      operation_hash: text(access.operationHash),
      fields: texts(access.fields),
      child_count: children.child_count,
      child_nos: children.child_nos,
      first_child_no: children.first_child_no,
      child_bits: bits === null ? null : `\\x${bits.toString('hex')}`,
      departments: access.departments,
      emergency_ids: [...access.emergencyIds],
      outcome: access.outcome,
      code: text(access.code),
      record_count: access.recordCount,
    },
  };
}

/** The row of access_record by which a gateway tries whether it can record. */
export function checkRow(gateway: string, at: Date): TrailRow {
  const access = accessOf('check', newTrace());
  return accessRow({ ...access, outcome: 'CHECKED' }, gateway, at);
}

/** A row of emergency_event. */
export function emergencyRow(event: EmergencyEvent, gateway: string, at: Date): TrailRow {
  return {
    table: 'emergency_event',
    columns: {
      at: at.toISOString(),
      gateway_id: gateway,
      kind: event.kind,
      emergency_id: event.emergencyId,
      subject: text(event.subject),
      child_no: event.childNo,
      statement: text(event.statement),
      expires_at: event.expiresAt?.toISOString() ?? null,
    },
  };
}
