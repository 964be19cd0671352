import { z } from 'zod';
import type { Ask, Question } from './ask.ts';

const QUESTION: Question = {
  operationName: 'UnknownBirthDates',
  text: `query UnknownBirthDates($unit: ID!, $asOf: Date!) {
  cohort(unit: $unit, asOf: $asOf, where: { dateOfBirthEstimated: true }) {
    count
  }
}`,
};

const answered = z.object({ cohort: z.object({ count: z.int().nullable() }) });

/** The largest count that is not shown to those who may not see small ones. */
const LARGEST_SMALL = 4;

/** How many children of the unit have an estimated day of birth; null where that is not known, or too few to be shown. */
export async function countUnknownBirthDates({
  unit,
  asOf,
  viewer,
  ask,
}: {
  unit: string;
  asOf: string;
  viewer: { seesExact: boolean };
  ask: Ask;
}): Promise<number | null> {
  const { data } = await ask(QUESTION, { unit, asOf });
  const count = answered.safeParse(data).data?.cohort.count ?? null;
  const isSmall = count !== null && count > 0 && count <= LARGEST_SMALL;
  return isSmall && !viewer.seesExact ? null : count;
}
