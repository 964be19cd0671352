import fc from 'fast-check';
import { insuranceTried, nutritionTried } from './criteria-of-health.fixture.ts';
import {
  abuseTried,
  aidTried,
  birthTried,
  preschoolTried,
  swimmingTried,
} from './criteria-of-others.fixture.ts';
import { registerTried } from './criteria-of-registry.fixture.ts';

/** Any criterion of any department. */
export const anyCriterion = fc.oneof(
  insuranceTried,
  nutritionTried,
  preschoolTried,
  swimmingTried,
  birthTried,
  aidTried,
  abuseTried,
  registerTried,
);
