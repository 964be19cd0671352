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

/** Settings of programs/default-subgraph.ts: a department's name, its database, and all scopes there are. */
export const subgraphForm = z.object({
  name: z.string(),
  url: z.string(),
  scopes: z.array(z.string()),
});

export type SubgraphSettings = z.infer<typeof subgraphForm>;

/** The header by which a router proves that it knows the second key. */
export const TRUSTED_HEADER = 'x-bench-trusted-router';

/** Settings of programs/trusted-department.ts. */
export const trustedForm = subgraphForm.extend({ key: z.string() });

/** Settings of programs/default-apollo.ts. */
export const apolloForm = z.object({ supergraphFile: z.string() });
