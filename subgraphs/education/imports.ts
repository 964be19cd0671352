import { enrolments } from './imports/enrolments.ts';
import { swimmingAssessments } from './imports/swimming-assessments.ts';

/** The records that Education takes in from files. */
export const imports = [enrolments, swimmingAssessments];
