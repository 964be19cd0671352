import { z } from 'zod';

/** Far more than an operation of the greatest depth makes. */
const MOST_STEPS = 64;

const shape = z.array(z.record(z.string(), z.unknown())).max(MOST_STEPS);

/** The question so far, one object a step; what they say is the register's to read. */
export type Steps = z.infer<typeof shape>;

/** Children taken from a cohort: those in a sealed set, or when `not` is true those outside it. */
export interface TakeStep {
  take: string;
  not: boolean;
}

function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** Reads the steps that came with a cohort, as JSON text; throws for anything that is no list of steps. */
export function readSteps(text: unknown): Steps {
  const { success, data } = shape.safeParse(parse(text));
  if (success) return data;
  throw new Error('A cohort came with steps that nobody here wrote.');
}

/** The text of steps, as a cohort carries them. */
export function writeSteps(steps: readonly object[]): string {
  return JSON.stringify(steps);
}
