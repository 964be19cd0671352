import type { Kysely } from 'kysely';
import { readAdministrativeUnits, readUnitSuccessors } from './administrative-units/read-units.ts';
import { writeReferenceRows } from './queries/reference-data.ts';
import { readCircumstanceGroups, readIdentifierSystems } from './reference-data/read-lists.ts';
import type { Tables } from './tables.ts';

/** Brings the register's lists (units and successors, groups of circumstances, identifier systems) up to date. */
export async function writeReferenceData(db: Kysely<Tables>): Promise<void> {
  await writeReferenceRows(db, {
    units: readAdministrativeUnits(),
    successors: readUnitSuccessors(),
    circumstanceGroups: readCircumstanceGroups(),
    identifierSystems: readIdentifierSystems(),
  });
}
