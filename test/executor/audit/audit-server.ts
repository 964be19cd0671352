import { z } from 'zod';
import { StartProblem, codeOf } from '../../../shared/start/start-problem.ts';

const idsForm = z.array(z.string());
const subgraphsForm = z.array(z.object({ name: z.string(), url: z.string() }));
const casesForm = z.array(
  z.object({
    query: z.string(),
    expected: z.object({ data: z.unknown().optional(), errors: z.boolean().optional() }),
  }),
);

/** An operation, and what must come of it: the data, and whether there are errors (not said: there may be). */
export type AuditCase = z.infer<typeof casesForm>[number];

/** What of a suite is needed to put a gateway before its subgraphs. */
export interface AuditSuite {
  id: string;
  supergraphSdl: string;
  subgraphs: z.infer<typeof subgraphsForm>;
}

/** A running server of The Guild's federation audit. */
export interface AuditServer {
  ids: () => Promise<string[]>;
  suite: (id: string) => Promise<AuditSuite>;
  /** Asked anew for each gateway: what cases with mutations write is named anew each time. */
  cases: (id: string) => Promise<AuditCase[]>;
}

async function read(address: string): Promise<string> {
  const response = await fetch(address);
  const text = await response.text();
  if (!response.ok) throw new Error(`${address} answers ${response.status}: ${text}`);
  return text;
}

function explain(error: unknown, url: string): unknown {
  return codeOf(error) === 'ECONNREFUSED'
    ? new StartProblem(`Nothing answers at ${url}: start the audit's server first.`, {
        cause: error,
      })
    : error;
}

/** The audit server at an address, such as http://127.0.0.1:4200. Its answers are checked; what does not fit throws. */
export function auditServer(url: string): AuditServer {
  const readJson = async <Form>(place: string, form: z.ZodType<Form>): Promise<Form> =>
    form.parse(JSON.parse(await read(`${url}/${place}`)));
  return {
    ids: () =>
      readJson('ids', idsForm).catch((error: unknown) => {
        throw explain(error, url);
      }),
    suite: async (id) => ({
      id,
      supergraphSdl: await read(`${url}/${id}/supergraph`),
      subgraphs: await readJson(`${id}/subgraphs`, subgraphsForm),
    }),
    cases: (id) => readJson(`${id}/tests`, casesForm),
  };
}
