import { Client } from 'pg';
import { startGraph } from '../harness/start-graph.ts';

type Row = Record<string, unknown>;

/** A graph whose records of requests can be read. */
export async function startRecordedGraph() {
  const graph = await startGraph({ limits: { RATE_PER_VIEWER: '0', RATE_PER_CLIENT: '0' } });
  const client = new Client({ connectionString: graph.trace.audit.readerUrl });
  await client.connect();
  const records = async (): Promise<Row[]> =>
    (await client.query<Row>('select * from access_record order by at, commit_no, position')).rows;
  return {
    graph,
    records,
    /** The records that come of what is done. */
    recordsOf: async (work: () => Promise<unknown>): Promise<Row[]> => {
      const before = (await records()).length;
      await work();
      return (await records()).slice(before);
    },
    send: (headers: Record<string, string>, body: string) =>
      fetch(`${graph.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      }),
    stop: async () => {
      await client.end();
      await graph[Symbol.asyncDispose]();
    },
  };
}

/** Such a graph, started for a test. */
export type RecordedGraph = Awaited<ReturnType<typeof startRecordedGraph>>;
