import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { anyOf } from '../../shared/database/any-of.ts';
import type { DataState } from '../../shared/subgraph/department-call.ts';
import type { PreschoolEnrolmentRow, SwimmingStandard, Tables } from './tables.ts';

/** The preschool enrolments of the children, newest school year first. */
export function findPreschoolEnrolments(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<PreschoolEnrolmentRow[]> {
  return db
    .selectFrom('preschoolEnrolment')
    .selectAll()
    .where('childNo', '=', anyOf(childNos))
    .orderBy('schoolYear', 'desc')
    .orderBy('enrolledOn', 'desc')
    .orderBy('id')
    .execute();
}

/** The swimming assessments of the children, newest first, each with the thresholds of its standard. */
export function findSwimmingAssessments(db: Kysely<Tables>, childNos: readonly number[]) {
  return db
    .selectFrom('swimmingAssessment as assessment')
    .innerJoin('swimmingStandard as standard', 'standard.code', 'assessment.standard')
    .selectAll('assessment')
    .select([
      'swimDistanceMetres',
      'swimTreadingSeconds',
      'safeDistanceMetres',
      'safeTreadingSeconds',
    ])
    .select(['safeNeedsSelfRescue', 'safeNeedsRescueKnowledge'])
    .where('childNo', '=', anyOf(childNos))
    .orderBy('assessedOn', 'desc')
    .orderBy('id')
    .execute();
}

/** Writes the swimming standards; one that is there already is brought up to date, none is taken away. */
export async function saveSwimmingStandards(
  db: Kysely<Tables>,
  standards: SwimmingStandard[],
): Promise<void> {
  await db
    .insertInto('swimmingStandard')
    .values(standards)
    .onConflict((conflict) =>
      conflict.column('code').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        swimDistanceMetres: row.ref('excluded.swimDistanceMetres'),
        swimTreadingSeconds: row.ref('excluded.swimTreadingSeconds'),
        safeDistanceMetres: row.ref('excluded.safeDistanceMetres'),
        safeTreadingSeconds: row.ref('excluded.safeTreadingSeconds'),
        safeNeedsSelfRescue: row.ref('excluded.safeNeedsSelfRescue'),
        safeNeedsRescueKnowledge: row.ref('excluded.safeNeedsRescueKnowledge'),
        source: row.ref('excluded.source'),
        certainty: row.ref('excluded.certainty'),
      })),
    )
    .execute();
}

/** When the newest record was written, and how many records are linked to no child yet. */
export async function findDataState(db: Kysely<Tables>): Promise<DataState> {
  return db
    .selectNoFrom([
      sql<Date | null>`greatest((select max(recorded_at) from preschool_enrolment), (select max(recorded_at) from swimming_assessment))`.as(
        'freshAsOf',
      ),
      sql<number>`(select count(*) from preschool_enrolment where child_no is null) + (select count(*) from swimming_assessment where child_no is null)`.as(
        'unlinkedRecords',
      ),
    ])
    .executeTakeFirstOrThrow();
}
