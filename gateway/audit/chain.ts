import { createHash, randomUUID } from 'node:crypto';
import type { TrailRow, TrailTable } from './trail-row.ts';

/** Where a chain stands: after its last commit and the last entry of that. */
export interface Chain {
  id: string;
  /** Commits so far. */
  commit: number;
  /** Entries so far. */
  position: number;
  /** Hash of the last entry, or, before the first, what ties the chain to the one before it. */
  hash: Buffer;
}

/** An entry in its place in a chain. */
export interface LinkedRow extends TrailRow {
  link: {
    chain_id: string;
    position: number;
    commit_no: number;
    previous_hash: string;
    hash: string;
  };
}

/** What is hashed of each table's rows, in this order. Columns may be added at the end: empty ones do not count. */
const HASHED: Readonly<Record<TrailTable, readonly string[]>> = {
  access_record: [
    'commit_no',
    'at',
    'gateway_id',
    'request_id',
    'subject',
    'role',
    'client',
    'units',
    'purpose',
    'case_reference',
    'reason',
    'operation_name',
    'operation_hash',
    'fields',
    'child_count',
    'child_nos',
    'first_child_no',
    'child_bits',
    'departments',
    'emergency_ids',
    'outcome',
    'code',
    'record_count',
  ],
  emergency_event: [
    'commit_no',
    'at',
    'gateway_id',
    'kind',
    'emergency_id',
    'subject',
    'child_no',
    'statement',
    'expires_at',
  ],
};

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

const MOMENTS = new Set(['at', 'expires_at']);

/** A moment in UTC; what is no moment, or finer than the milliseconds that are written, stays as it is. */
function canonicalMoment(value: string): string {
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) || /\.\d{4}/.test(value) ? value : moment.toISOString();
}

/** One way to write each value, however PostgreSQL hands it back: moments in UTC, objects by key. */
function canonical(column: string, value: unknown): unknown {
  if (typeof value === 'string' && MOMENTS.has(column)) return canonicalMoment(value);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.fromEntries(Object.entries(value).sort(byName)) : value;
}

function canonicalText(table: TrailTable, columns: Readonly<Record<string, unknown>>): string {
  const present = HASHED[table].flatMap((column) => {
    const value = columns[column];
    return value === null || value === undefined ? [] : [[column, canonical(column, value)]];
  });
  return JSON.stringify([table, present]);
}

/** SHA-256 of the previous entry's hash and the entry's columns, among them `commit_no`. */
export function entryHash(
  previous: Buffer,
  table: TrailTable,
  columns: Readonly<Record<string, unknown>>,
): Buffer {
  return createHash('sha256').update(previous).update(canonicalText(table, columns)).digest();
}

/** What the first entry of a chain follows: the gateway, the chain, and the gateway's heads so far. */
export function rootHash(gateway: string, chainId: string, previousHead: string): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([gateway, chainId, previousHead]))
    .digest();
}

/** A chain without entries. `previousHead` is the hash of the gateway's last head line, or empty. */
export function newChain(gateway: string, previousHead: string): Chain {
  const id = randomUUID();
  return { id, commit: 0, position: 0, hash: rootHash(gateway, id, previousHead) };
}

/** Puts entries at a chain's end, as one commit; the chain itself is left as it was. */
export function linkTo(
  chain: Chain,
  rows: readonly TrailRow[],
): { chain: Chain; rows: LinkedRow[] } {
  const commit = chain.commit + 1;
  let { position, hash } = chain;
  const linked = rows.map(({ table, columns }): LinkedRow => {
    const previous = hash;
    position += 1;
    hash = entryHash(previous, table, { commit_no: commit, ...columns });
    const link = {
      chain_id: chain.id,
      position,
      commit_no: commit,
      previous_hash: `\\x${previous.toString('hex')}`,
      hash: `\\x${hash.toString('hex')}`,
    };
    return { table, columns, link };
  });
  return { chain: { id: chain.id, commit, position, hash }, rows: linked };
}

/** The place of an entry that is in the database already. */
export interface Place {
  position: number;
  commit: number;
  previousHash: Buffer;
  hash: Buffer;
}

/** Where a chain stands after one more commit of these entries; null where they are not exactly that. */
export function afterCommit(chain: Chain, entries: readonly Place[]): Chain | null {
  const commit = chain.commit + 1;
  let { position, hash } = chain;
  for (const entry of entries) {
    const follows = entry.position === position + 1 && entry.previousHash.equals(hash);
    if (!follows || entry.commit !== commit) return null;
    ({ position, hash } = entry);
  }
  return entries.length === 0 ? null : { id: chain.id, commit, position, hash };
}
