import { z } from 'zod';
import { isDay } from '../../../shared/time/day.ts';
import { readSteps } from '../../../shared/cohort/steps.ts';
import type { RegisterCriteria } from '../schema.types.ts';

function maybe<Shape extends z.ZodType>(shape: Shape) {
  return z.exactOptional(shape.nullable());
}

const day = maybe(z.string().refine(isDay));
const flag = maybe(z.boolean());
const years = maybe(z.int());

const CIRCUMSTANCES = [
  'ORPHAN_BOTH_PARENTS',
  'ABANDONED',
  'NO_SUPPORT',
  'DISABLED',
  'HIV_AIDS',
  'LAW_VIOLATION',
  'DRUG_ADDICTED',
  'DROPPED_OUT_TO_WORK',
  'SEVERE_HARM_BY_VIOLENCE',
  'EXPLOITED',
  'SEXUALLY_ABUSED',
  'TRAFFICKED',
  'SERIOUS_ILLNESS_POOR',
  'MIGRANT_REFUGEE',
] as const;

const criteria: z.ZodType<RegisterCriteria> = z.strictObject({
  ageUnder: years,
  ageFrom: years,
  bornFrom: day,
  bornTo: day,
  sex: maybe(z.enum(['MALE', 'FEMALE'])),
  ethnicity: maybe(z.string()),
  provisional: flag,
  dateOfBirthEstimated: flag,
  specialCircumstances: flag,
  circumstanceKinds: maybe(z.array(z.enum(CIRCUMSTANCES))),
  atRisk: flag,
  assisted: flag,
  assistedFrom: day,
  assistedTo: day,
});

const openStep = z.strictObject({
  open: z.strictObject({ unit: z.string().nullable(), where: criteria.nullable() }),
});
const laterStep = z.union([
  z.strictObject({ take: z.string(), not: z.boolean() }),
  z.strictObject({ complement: z.literal(true) }),
  z.strictObject({ register: criteria }),
]);

/** How a cohort was opened: of which unit, the viewer's when null, and by what. */
export type Opening = z.infer<typeof openStep>['open'];
/** What was done to it since. */
export type LaterStep = z.infer<typeof laterStep>;

const shape = z.tuple([openStep], laterStep);

/** Reads the steps of a cohort, which came through departments: throws for any that this register would not write. */
export function readRegisterSteps(steps: unknown): { opening: Opening; later: LaterStep[] } {
  const { success, data } = shape.safeParse(readSteps(steps));
  // The reason would quote the steps, which nobody may see.
  if (!success) throw new Error('A cohort came back with steps that this register did not write.');
  const [{ open }, ...later] = data;
  return { opening: open, later };
}
