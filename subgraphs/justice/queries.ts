import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { anyOf } from '../../shared/database/any-of.ts';
import type { DataState } from '../../shared/subgraph/department-call.ts';
import type { BirthRegistrationRow, LegalAidCaseRow, Tables } from './tables.ts';

/** The birth registrations linked to the children; at most one a child. */
export function findBirthRegistrations(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<BirthRegistrationRow[]> {
  return db
    .selectFrom('birthRegistration')
    .selectAll()
    .where('childNo', '=', anyOf(childNos))
    .execute();
}

/** The legal aid cases of the children, newest request first. */
export function findLegalAidCases(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<LegalAidCaseRow[]> {
  return db
    .selectFrom('legalAidCase')
    .selectAll()
    .where('childNo', '=', anyOf(childNos))
    .orderBy('requestedOn', 'desc')
    .orderBy('id')
    .execute();
}

/** What cohorts judge a birth registration by. */
export type RegistrationFacts = Pick<BirthRegistrationRow, 'registeredOn' | 'kind'> & {
  daysAfterBirth: number;
};

/** The birth registrations of all children. */
export const registrationFacts = sql<RegistrationFacts & { childNo: number }>`
  select child_no, registered_on, kind, registered_on - date_of_birth as days_after_birth
  from birth_registration where child_no is not null`;

/** What cohorts judge a legal aid case by. */
export type CaseFacts = Pick<
  LegalAidCaseRow,
  'role' | 'form' | 'field' | 'requestedOn' | 'acceptedOn' | 'givenOn'
>;

/** The legal aid cases of all children. */
export const caseFacts = sql<CaseFacts & { childNo: number }>`
  select child_no, role, form, field, requested_on, accepted_on, given_on
  from legal_aid_case where child_no is not null`;

/** When the newest record was written, and how many records are linked to no child yet. */
export async function findDataState(db: Kysely<Tables>): Promise<DataState> {
  return db
    .selectNoFrom([
      sql<Date | null>`greatest((select max(recorded_at) from birth_registration), (select max(recorded_at) from legal_aid_case))`.as(
        'freshAsOf',
      ),
      sql<number>`(select count(*) from birth_registration where child_no is null) + (select count(*) from legal_aid_case where child_no is null)`.as(
        'unlinkedRecords',
      ),
    ])
    .executeTakeFirstOrThrow();
}
