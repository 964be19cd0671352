import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { anyOf } from '../../shared/database/any-of.ts';
import type { DataState } from '../../shared/subgraph/department-call.ts';
import type {
  PreschoolEnrolmentRow,
  SwimmingAssessmentRow,
  SwimmingStandard,
  Tables,
} from './tables.ts';

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

/** What cohorts judge an enrolment by. */
export type EnrolmentFacts = Pick<
  PreschoolEnrolmentRow,
  'schoolYear' | 'stage' | 'ageBand' | 'enrolledOn' | 'leftOn'
>;

/** The enrolments of all children. */
export const enrolmentFacts = sql<EnrolmentFacts & { childNo: number }>`
  select child_no, school_year, stage, age_band, enrolled_on, left_on
  from preschool_enrolment where child_no is not null`;

/** What cohorts judge an assessment by: what was found, and what its standard asks. */
export type AssessmentFacts = Pick<
  SwimmingAssessmentRow,
  'assessedOn' | 'taught' | 'distanceMetres' | 'treadingSeconds' | 'rescueKnowledge' | 'selfRescue'
> &
  Omit<SwimmingStandard, 'code' | 'name' | 'source' | 'certainty'>;

/** The assessments of all children. */
export const assessmentFacts = sql<AssessmentFacts & { childNo: number }>`
  select child_no, assessed_on, taught, distance_metres, treading_seconds, rescue_knowledge, self_rescue,
    swim_distance_metres, swim_treading_seconds, safe_distance_metres, safe_treading_seconds,
    safe_needs_self_rescue, safe_needs_rescue_knowledge
  from swimming_assessment assessment join swimming_standard on swimming_standard.code = assessment.standard
  where child_no is not null`;

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
