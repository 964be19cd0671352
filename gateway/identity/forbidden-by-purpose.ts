import type { AccessTable } from '../access/access-table.ts';
import { AccessRefusal } from './access-refusal.ts';
import type { Caller } from './caller.ts';
import type { Viewer } from './viewer.ts';

interface Forbidden {
  purpose: string;
  scope: string;
  caller: Caller | null;
}

/** PURPOSE_FORBIDS: the role holds the scope, the stated purpose cannot exercise it; it names those that can. */
function purposeForbids(
  { purpose, scope, caller }: Forbidden,
  { purposes }: AccessTable,
): AccessRefusal {
  const able = [...purposes.values()]
    .filter(({ scopes }) => scopes.has(scope))
    .map(({ name }) => name);
  const list = able.join(', ');
  const isNone = able.length === 0;
  return new AccessRefusal(
    'PURPOSE_FORBIDS',
    {
      en: `${purpose} cannot exercise ${scope}: ${isNone ? 'no purpose can' : `if your purpose is another one that can, state it (${list})`}.`,
      vi: `Mục đích ${purpose} không cho phép dùng quyền ${scope}: ${isNone ? 'không mục đích nào cho phép' : `nếu mục đích thật sự là một mục đích cho phép, hãy nêu mục đích đó (${list})`}.`,
    },
    { status: 403, caller, details: { purpose, scope, purposes: able } },
  );
}

/**
 * The refusal for an operation that needs a scope which the viewer's role holds but the stated purpose cannot
 * exercise, or null where there is no such scope. A scope that the role does not hold is no matter of the purpose: its
 * fields are UNAUTHORIZED_FIELD. Of a field's alternatives pass only those that the role holds whole, and none where
 * the purpose can exercise one of them.
 */
export function forbiddenByPurpose(
  viewer: Viewer,
  neededScopes: Iterable<string>,
  table: AccessTable,
): AccessRefusal | null {
  for (const scope of neededScopes)
    if (viewer.heldScopes.has(scope) && !viewer.scopes.has(scope))
      return purposeForbids({ purpose: viewer.purpose, scope, caller: null }, table);
  return null;
}

/** The refusal for a caller whose role holds scopes of which the purpose can exercise none; else null. */
export function forbiddenWhole(
  caller: Caller,
  purpose: string,
  table: AccessTable,
): AccessRefusal | null {
  const { scopes, scopesFor } = caller.role;
  const [scope] = scopes;
  const exercised = scopesFor.get(purpose)?.size ?? 0;
  return scope === undefined || exercised > 0
    ? null
    : purposeForbids({ purpose, scope, caller }, table);
}
