import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const CHAIN = `{ cohort(unit: "30", asOf: "2022-12-31", where: { ageUnder: 6 }) {
  count suppressed
  byUnit(level: DISTRICT) { unit { code name } count } bySex { sex count } byAge { age count } byEthnicity { ethnicity count }
  withHealthInsurance(where: { insured: false }) { count
    withPreschool(where: { enrolled: false }) { count
      withBirthRegistration(where: { timeliness: ON_TIME }) { count
        complement { count withSwimming(where: { taught: false }) { count } }
        byUnit(level: COMMUNE) { unit { code } count }
        children(first: 50) { nodes { id fullName residence { name } } edges { cursor } pageInfo { hasNextPage endCursor } } } } }
  withNutrition(where: { underweight: true }) { count withLegalAid(where: { received: true }) { count } }
  withRegister(where: { specialCircumstances: true }) { count withRegister(where: { assisted: true }) { count } }
} }`;

describe('a question through four departments', () => {
  let graphs: [embedded: Graph, distributed: Graph];
  beforeAll(async () => {
    const children = 600;
    graphs = await Promise.all([
      startGraph({ mode: 'EMBEDDED', children }),
      startGraph({ mode: 'DISTRIBUTED', children }),
    ]);
  });
  afterAll(() => Promise.all(graphs.map((graph) => graph[Symbol.asyncDispose]())));

  test('is answered in one process and in several alike', async () => {
    const [embedded, distributed] = await Promise.all(
      graphs.map(async (graph) => {
        const asker = { persona: 'coordinator', purpose: 'SERVICE_DELIVERY' };
        const { data, errors } = await graph.ask(CHAIN, {}, await graph.headersFor(asker));
        return { data, errors };
      }),
    );
    expect(embedded?.errors).toBeUndefined();
    expect(embedded?.data).toMatchObject({ cohort: { suppressed: false } });
    expect(distributed).toEqual(embedded);
  });
});
