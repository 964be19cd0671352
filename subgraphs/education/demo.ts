import type { DemoRows, Demo } from '../../shared/demo-province/demo.ts';
import type { DemoChild } from '../../shared/demo-province/demo-child.ts';
import type { Random } from '../../shared/demo-province/random.ts';
import { preschoolEnrolments } from './demo/enrolments.ts';
import { swimmingAssessments } from './demo/assessments.ts';
import type { Tables } from './tables.ts';

function rowsOf(child: DemoChild, random: Random): DemoRows<Tables> {
  if (child.story === 'KNOWN_TO_ONE_ONLY') return {};
  return {
    preschoolEnrolment: preschoolEnrolments(child, random),
    swimmingAssessment: swimmingAssessments(child, random),
  };
}

/** What Education knows of the demo province's children. */
export const demo: Demo<Tables> = {
  columns: {
    preschoolEnrolment: [
      'id',
      'pupilCode',
      'childNo',
      'schoolYear',
      'stage',
      'ageBand',
      'schoolName',
      'schoolUnitCode',
      'enrolledOn',
      'leftOn',
      'completed',
      'recordedAt',
    ],
    swimmingAssessment: [
      'id',
      'pupilCode',
      'childNo',
      'assessedOn',
      'taught',
      'distanceMetres',
      'treadingSeconds',
      'rescueKnowledge',
      'selfRescue',
      'assessor',
      'standard',
      'sourceDepartment',
      'recordedAt',
    ],
  },
  rowsOf,
};
