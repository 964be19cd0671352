import { z } from 'zod';

const title = z.strictObject({ en: z.string().min(1), vi: z.string().min(1) });

/** A GSO code: two digits a province, three a district, five a commune. */
export const unitCode = z.string().regex(/^(\d{2}|\d{3}|\d{5})$/, 'is no GSO code of a unit');

const scopeName = z.string().regex(/^[a-z]+:[a-z]+$/, 'is no scope such as child:read');
const pattern = z.string();

/** The form of scopes.json. */
export const scopesForm = z.strictObject({
  ofEachDepartment: z.strictObject({ read: z.string(), aggregate: z.string() }),
  others: z.record(scopeName, z.string()),
});

/** The form of roles.json. */
export const rolesForm = z.record(
  z
    .string()
    .regex(/^(\{department\}|[a-z]+)(-[a-z]+)*$/, 'is no name of a role, such as district-officer'),
  z.strictObject({ title, units: z.array(unitCode), scopes: z.array(pattern) }),
);

/** The form of purposes.json. */
export const purposesForm = z.record(
  z.string().regex(/^[A-Z]+(_[A-Z]+)*$/, 'is no name of a purpose, such as REPORTING'),
  z.strictObject({
    title,
    /** The header that must come with the purpose. */
    needs: z.enum(['X-Case-Reference', 'X-Reason']).optional(),
    exercises: z.array(pattern).min(1),
    /** Taken out of `exercises`, whatever that says. */
    never: z.array(pattern).default([]),
    /** Children are seen through an open emergency only, one by one. */
    onlyWithinEmergency: z.boolean().default(false),
  }),
);

/** The three files of the access table, as read. */
export interface AccessFiles {
  scopes: unknown;
  roles: unknown;
  purposes: unknown;
}
