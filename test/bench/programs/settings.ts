import { z } from 'zod';

/** A department that runs elsewhere, and what signs the calls to it. */
const door = z.object({ name: z.string(), url: z.string(), key: z.string() });

/** Settings of programs/ours.ts. */
export const oursForm = z.object({
  /** The databases of departments that run in the gateway's process; null where they run elsewhere. */
  urls: z.record(z.string(), z.string()).nullable(),
  doors: z.array(door),
  trailUrl: z.string(),
  controlUrl: z.string(),
  /** The public key that tokens are checked with. */
  jwk: z.record(z.string(), z.unknown()),
  /** How long one call to a department may take, in milliseconds. */
  departmentDeadline: z.number(),
});

export type OursSettings = z.infer<typeof oursForm>;
export type Door = z.infer<typeof door>;

/** Settings of programs/one-sql.ts. */
export const oneSqlForm = z.object({ url: z.string(), batched: z.boolean() });

export type OneSqlSettings = z.infer<typeof oneSqlForm>;
