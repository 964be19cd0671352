import { z } from 'zod';

/** A question as it goes through the gateway's own door. */
export interface Question {
  text: string;
  operationName: string;
}

/** An answer of the graph, as any client would read it. */
export interface GraphAnswer {
  data?: unknown;
  errors?: readonly unknown[] | undefined;
  extensions?: unknown;
}

/**
 * Asks the graph in the name of whoever wants the report: under the same rules, to the same trace. Counts are exact; a
 * report takes the small ones out itself (over the whole of it) where the viewer may not see them.
 */
export type Ask = (question: Question, variables: Record<string, string>) => Promise<GraphAnswer>;

const unit = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  parent: z.object({ code: z.string() }).nullish(),
});

/** Children whose unit of the level is not known have a row without one. */
const row = z.object({ unit: unit.nullable(), count: z.int().nullable() });

const cohort = z.object({
  count: z.int().nullable(),
  districts: z.array(row).nullish(),
  communes: z.array(row).nullish(),
});

/** A cohort's counts as the fragment of an indicator asks for them. */
export type CohortCounts = z.infer<typeof cohort>;

/** Why something is missing from an answer. */
export interface Missing {
  code: string;
  /** The department that did not answer; null where it was not for that. */
  department: string | null;
  message: string;
  messageVi: string | null;
}

const problem = z.object({
  message: z.string().catch(''),
  extensions: z
    .object({
      code: z.string().catch('INTERNAL_SERVER_ERROR'),
      department: z.string().nullable().catch(null),
      messageVi: z.string().nullable().catch(null),
    })
    .catch({ code: 'INTERNAL_SERVER_ERROR', department: null, messageVi: null }),
});

function at(data: unknown, path: readonly string[]): unknown {
  const values = z.record(z.string(), z.unknown());
  return path.reduce<unknown>((value, key) => {
    const { success, data: found } = values.safeParse(value);
    return success ? found[key] : null;
  }, data);
}

/** The counts at a place of an answer; null where the graph left them out. */
export function countsAt(answer: GraphAnswer, path: readonly string[]): CohortCounts | null {
  const { success, data } = cohort.safeParse(at(answer.data, path));
  return success && data.count !== null ? data : null;
}

/** What an answer's errors say is missing, each once. */
export function missingIn({ errors = [] }: GraphAnswer): Missing[] {
  const found = errors.map((error) => {
    const { message, extensions } = problem.parse(error);
    return { message, ...extensions };
  });
  return [...new Map(found.map((each) => [`${each.code} ${each.department}`, each])).values()];
}
