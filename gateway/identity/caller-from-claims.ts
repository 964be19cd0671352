import { z } from 'zod';
import { unitCode } from '../access/access-forms.ts';
import type { AccessTable, Role } from '../access/access-table.ts';
import type { Caller } from './caller.ts';
import { tokenRefusal } from './token-refusal.ts';

const name = z.string().min(1).max(255);

const claimsForm = z.object({
  sub: name,
  azp: name.optional(),
  client_id: name.optional(),
  role: name.optional(),
  roles: z.array(name).optional(),
  units: z.array(unitCode).max(1000).optional(),
});

type Claims = z.infer<typeof claimsForm>;

/** The role that the claim `role` names, else the first known one of the claim `roles`. */
function roleOf({ role, roles = [] }: Claims, table: AccessTable): Role {
  const stated = role === undefined ? roles : [role];
  const known = stated.map((each) => table.roles.get(each)).find((each) => each !== undefined);
  if (known === undefined) throw tokenRefusal('ROLE');
  return known;
}

/**
 * Reads who asks from the claims of a verified token: `sub`, `azp` or `client_id`, `role` or `roles`, and `units`,
 * which are the role's where the token states none. Throws AccessRefusal for a claim that is missing or wrong, and for
 * a role that the access table does not know.
 */
export function callerFrom(claims: unknown, table: AccessTable): Caller {
  const { success, data, error } = claimsForm.safeParse(claims);
  if (!success) throw tokenRefusal('CLAIM', String(error.issues[0]?.path[0] ?? 'sub'));
  const client = data.azp ?? data.client_id;
  if (client === undefined) throw tokenRefusal('CLAIM', 'client_id');
  const role = roleOf(data, table);
  return { subject: data.sub, role, client, units: data.units ?? role.units };
}
