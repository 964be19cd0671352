import { z } from 'zod';

/** What the load generator is to send. */
export const loadForm = z.object({
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  /** The bodies of POST requests, sent one after the other from `from` on, and again from the first. */
  bodies: z.array(z.string()),
  from: z.number(),
  concurrency: z.number(),
  requests: z.number(),
  seconds: z.number(),
});

export type Load = z.infer<typeof loadForm>;

/** How it went: times in milliseconds. */
export const loadResultForm = z.object({
  requests: z.number(),
  seconds: z.number(),
  p50: z.number(),
  p99: z.number(),
  /** Answers that were no 200 or held errors. */
  wrong: z.number(),
  firstWrong: z.string().nullable(),
});

export type LoadResult = z.infer<typeof loadResultForm>;

/** What the generator answers: the result, or why there is none. */
export const loadAnswerForm = z.union([loadResultForm, z.object({ failure: z.string() })]);
