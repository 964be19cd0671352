import { sql } from 'kysely';
import type { Kysely } from 'kysely';

async function createHealthInsuranceCard(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('health_insurance_card')
    .addColumn('number', 'text', (column) => column.notNull())
    .addColumn('child_no', 'bigint')
    .addColumn('beneficiary_code', 'text', (column) => column.notNull())
    .addColumn('benefit_level', 'int2', (column) => column.notNull())
    .addColumn('issued_on', 'date', (column) => column.notNull())
    .addColumn('valid_from', 'date', (column) => column.notNull())
    .addColumn('valid_to', 'date')
    .addColumn('withdrawn_on', 'date')
    .addColumn('primary_care_facility', 'text')
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('health_insurance_card_pkey', ['number', 'valid_from'])
    .addCheckConstraint('number_has_its_form', sql`number ~ '^([A-Z]{2}[1-5][0-9]{2})?[0-9]{10}$'`)
    .addCheckConstraint('beneficiary_code_is_two_letters', sql`beneficiary_code ~ '^[A-Z]{2}$'`)
    .addCheckConstraint('benefit_level_is_1_to_5', sql`benefit_level between 1 and 5`)
    .addCheckConstraint('valid_to_after_valid_from', sql`valid_to >= valid_from`)
    .execute();
}

async function createNutritionMeasurement(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('nutrition_measurement')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('child_no', 'bigint')
    .addColumn('sex', 'text', (column) => column.notNull())
    .addColumn('date_of_birth', 'date', (column) => column.notNull())
    .addColumn('measured_on', 'date', (column) => column.notNull())
    .addColumn('weight_kg', 'numeric')
    .addColumn('length_or_height_cm', 'numeric')
    .addColumn('position', 'text')
    .addColumn('has_oedema', 'boolean', (column) => column.notNull())
    .addColumn('weight_for_age_z', 'numeric')
    .addColumn('height_for_age_z', 'numeric')
    .addColumn('weight_for_height_z', 'numeric')
    .addColumn('underweight', 'boolean')
    .addColumn('stunted', 'boolean')
    .addColumn('wasted', 'boolean')
    .addColumn('undernourished', 'boolean')
    .addColumn('implausible', sql`text[]`, (column) => column.notNull())
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addCheckConstraint('sex_is_known', sql`sex in ('MALE', 'FEMALE')`)
    .addCheckConstraint('measured_after_birth', sql`measured_on >= date_of_birth`)
    .addCheckConstraint('weight_above_zero', sql`weight_kg > 0`)
    .addCheckConstraint('length_above_zero', sql`length_or_height_cm > 0`)
    .addCheckConstraint('position_is_length_or_height', sql`position in ('LENGTH', 'HEIGHT')`)
    .addCheckConstraint(
      'implausible_names_indices',
      sql`implausible <@ array['WEIGHT_FOR_AGE', 'HEIGHT_FOR_AGE', 'WEIGHT_FOR_HEIGHT']`,
    )
    .addCheckConstraint(
      'something_was_observed',
      sql`has_oedema or num_nonnulls(weight_kg, length_or_height_cm) > 0`,
    )
    .execute();
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createIndex('health_insurance_card_child')
    .on('health_insurance_card')
    .column('child_no')
    .execute();
  await schema
    .createIndex('health_insurance_card_recorded')
    .on('health_insurance_card')
    .column('recorded_at')
    .execute();
  await schema
    .createIndex('health_insurance_card_unlinked')
    .on('health_insurance_card')
    .column('number')
    .where(sql.ref('child_no'), 'is', null)
    .execute();
  await schema
    .createIndex('nutrition_measurement_child')
    .on('nutrition_measurement')
    .columns(['child_no', 'measured_on'])
    .execute();
  await schema
    .createIndex('nutrition_measurement_recorded')
    .on('nutrition_measurement')
    .column('recorded_at')
    .execute();
  await schema
    .createIndex('nutrition_measurement_unlinked')
    .on('nutrition_measurement')
    .column('id')
    .where(sql.ref('child_no'), 'is', null)
    .execute();
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createHealthInsuranceCard(db);
  await createNutritionMeasurement(db);
  await createIndexes(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('nutrition_measurement').execute();
  await db.schema.dropTable('health_insurance_card').execute();
}
