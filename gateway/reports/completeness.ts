import { z } from 'zod';
import type { GraphAnswer } from './ask.ts';
import type { Completeness, DepartmentCompleteness } from './report.ts';

const departments = z.record(
  z.string(),
  z.object({
    state: z.string(),
    freshAsOf: z.string().nullable().catch(null),
    unlinkedRecords: z.int().nullable().catch(null),
  }),
);
const extensions = z.object({ departments: departments.catch({}) }).catch({ departments: {} });

/** How much a state says of a department, the most telling first: one failure counts more than any answer. */
const TELLING = ['UNAVAILABLE', 'TIMEOUT', 'BAD_ANSWER', 'ANSWERED', 'NOT_ASKED'];

function isMoreTelling(state: string, than: string | undefined): boolean {
  return than === undefined || TELLING.indexOf(state) < TELLING.indexOf(than);
}

/** What the answers to a report's questions say of the departments: who did not answer, and what is linked to no child yet. */
export function completenessOf(
  answers: readonly GraphAnswer[],
  unknownBirthDates: number | null,
): Completeness {
  const found = new Map<string, DepartmentCompleteness>();
  for (const answer of answers)
    for (const [department, facts] of Object.entries(
      extensions.parse(answer.extensions).departments,
    )) {
      const { state, freshAsOf, unlinkedRecords } = facts;
      if (isMoreTelling(state, found.get(department)?.state))
        found.set(department, { department, state, freshAsOf, unlinkedRecords });
    }
  const asked = [...found.values()].filter(({ state }) => state !== 'NOT_ASKED');
  return {
    departments: asked,
    didNotAnswer: asked
      .filter(({ state }) => state !== 'ANSWERED')
      .map(({ department }) => department),
    unknownBirthDates,
  };
}
