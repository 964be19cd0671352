import { createLoader } from '../../shared/database/loader.ts';
import type { Kysely } from 'kysely';
import type { CohortValue } from '../../shared/cohort/narrow.ts';
import { manyByKey } from '../../shared/database/by-key.ts';
import type { SubgraphContext } from '../../shared/subgraph/define-subgraph.ts';
import { findPreschoolEnrolments, findSwimmingAssessments } from './queries.ts';
import type { PreschoolEnrolmentRow, Tables } from './tables.ts';

/** The child a resolver answers for: its register serial. */
export interface ChildSource {
  childNo: number;
}

/** A child's enrolments, newest school year first; never empty. */
export interface PreschoolSource {
  enrolments: PreschoolEnrolmentRow[];
}

/** An assessment with the thresholds of its standard. */
export type SwimmingAssessmentSource = Awaited<ReturnType<typeof findSwimmingAssessments>>[number];

/** A child's assessments, newest first; never empty. */
export interface SwimmingSource {
  assessments: SwimmingAssessmentSource[];
}

/** A cohort as it is passed on. */
export type CohortSource = CohortValue;

/** One statement a loader, however many children a call asks for. */
export function createLoaders(db: Kysely<Tables>) {
  return {
    preschool: createLoader(async (childNos: readonly number[]) =>
      manyByKey(childNos, await findPreschoolEnrolments(db, childNos), (row) => row.childNo).map(
        (enrolments): PreschoolSource | null => (enrolments.length > 0 ? { enrolments } : null),
      ),
    ),
    swimming: createLoader(async (childNos: readonly number[]) =>
      manyByKey(childNos, await findSwimmingAssessments(db, childNos), (row) => row.childNo).map(
        (assessments): SwimmingSource | null => (assessments.length > 0 ? { assessments } : null),
      ),
    ),
  };
}

export type Context = SubgraphContext<ReturnType<typeof createLoaders>>;
