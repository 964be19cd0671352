import { sql } from 'kysely';
import type { Kysely } from 'kysely';

async function createBirthRegistration(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('birth_registration')
    .addColumn('number', 'text', (column) => column.primaryKey())
    .addColumn('child_no', 'bigint', (column) => column.unique())
    .addColumn('date_of_birth', 'date', (column) => column.notNull())
    .addColumn('registered_on', 'date', (column) => column.notNull())
    .addColumn('registered_at_code', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('re_registered_on', 'date')
    .addColumn('mother_name', 'text')
    .addColumn('father_name', 'text')
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addCheckConstraint('registered_after_birth', sql`registered_on >= date_of_birth`)
    .addCheckConstraint('registered_again_later', sql`re_registered_on >= registered_on`)
    .addCheckConstraint(
      'kind_is_known',
      sql`kind in ('ORDINARY', 'RE_REGISTRATION', 'ABANDONED', 'FATHER_UNKNOWN')`,
    )
    .execute();
}

async function createLegalAidCase(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('legal_aid_case')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('child_no', 'bigint')
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('form', 'text', (column) => column.notNull())
    .addColumn('field', 'text', (column) => column.notNull())
    .addColumn('requested_on', 'date', (column) => column.notNull())
    .addColumn('accepted_on', 'date')
    .addColumn('given_on', 'date')
    .addColumn('closed_on', 'date')
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addCheckConstraint('role_is_known', sql`role in ('VICTIM', 'ACCUSED', 'WITNESS', 'PARTY')`)
    .addCheckConstraint(
      'form_is_known',
      sql`form in ('LITIGATION', 'CONSULTATION', 'OUT_OF_COURT_REPRESENTATION')`,
    )
    .addCheckConstraint(
      'field_is_known',
      sql`field in ('CRIMINAL', 'CIVIL', 'FAMILY', 'ADMINISTRATIVE', 'OTHER')`,
    )
    .addCheckConstraint(
      'nothing_before_the_request',
      sql`least(accepted_on, given_on, closed_on) >= requested_on`,
    )
    .execute();
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('legal_aid_case_child')
    .on('legal_aid_case')
    .column('child_no')
    .execute();
  await db.schema
    .createIndex('legal_aid_case_recorded')
    .on('legal_aid_case')
    .column('recorded_at')
    .execute();
  await db.schema
    .createIndex('legal_aid_case_unlinked')
    .on('legal_aid_case')
    .column('id')
    .where(sql.ref('child_no'), 'is', null)
    .execute();
  await db.schema
    .createIndex('birth_registration_recorded')
    .on('birth_registration')
    .column('recorded_at')
    .execute();
  await db.schema
    .createIndex('birth_registration_unlinked')
    .on('birth_registration')
    .column('number')
    .where(sql.ref('child_no'), 'is', null)
    .execute();
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createBirthRegistration(db);
  await createLegalAidCase(db);
  await createIndexes(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('legal_aid_case').execute();
  await db.schema.dropTable('birth_registration').execute();
}
