import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

let graph: Graph;
let headers: Record<string, string>;
beforeAll(async () => {
  graph = await startGraph({ children: 2_000 });
  headers = await graph.headersFor({ persona: 'coordinator', purpose: 'SERVICE_DELIVERY' });
});
afterAll(() => graph[Symbol.asyncDispose]());

describe('a cohort', () => {
  test('is counted', async () => {
    const answer = await graph.ask(
      `{ cohort(unit: "30", where: { ageUnder: 6 }) { count suppressed
          byUnit(level: DISTRICT) { unit { code name } count }
          bySex { sex count } byAge { age count } byEthnicity { ethnicity count }
          withHealthInsurance(where: { insured: false }) { count complement { count } 
            children(first: 3) { nodes { id fullName residence { name } } pageInfo { hasNextPage endCursor } } } } }`,
      {},
      headers,
    );
    console.log(JSON.stringify(answer, null, 1));
    expect(answer.errors).toBeUndefined();
  });
});
