import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const QUERY = `query ($card: String!, $pupil: String!) {
  byCard: childByIdentifier(system: "HEALTH_INSURANCE_CARD", value: $card) { fullName }
  byPupil: childByIdentifier(system: "PUPIL_CODE", value: $pupil) { fullName }
}`;

/** Whose identifiers each persona knows, by the table of roles. */
const KNOWS: Readonly<Record<string, readonly string[]>> = {
  coordinator: ['byCard', 'byPupil'],
  'health-officer': ['byCard'],
  'education-officer': ['byPupil'],
  'police-officer': [],
};

let graph: Graph;
let values: Record<string, string>;
beforeAll(async () => {
  graph = await startGraph();
  const { data } = await graph.ask(
    'query ($id: ID!) { child(id: $id) { identifiers { system { code } value } } }',
    { id: formatChildNumber(childNoOf('KNOWN_TO_ALL')) },
  );
  const text = JSON.stringify(data);
  const valueOf = (code: string) =>
    new RegExp(`"${code}"},"value":"([^"]+)"`).exec(text)?.[1] ?? '';
  values = { card: valueOf('HEALTH_INSURANCE_CARD'), pupil: valueOf('PUPIL_CODE') };
});
afterAll(() => graph[Symbol.asyncDispose]());

test.each(Object.entries(KNOWS))('%s finds a child %j alone', async (persona, known) => {
  const headers = await graph.headersFor({ persona });
  const board = graph.department('registry');
  const costOf = async (variables: Record<string, string>) => {
    Object.assign(board, { calls: 0, statements: [] });
    const { data, errors } = await graph.ask(QUERY, variables, headers);
    return { data, errors, calls: board.calls, statements: board.statements };
  };
  await costOf(values);
  const found = await costOf(values);
  const none = await costOf({ card: '9999999999', pupil: '9999999999' });
  const name = { fullName: 'Phạm Minh Anh' };
  expect(found).toEqual({
    ...none,
    data: {
      byCard: known.includes('byCard') ? name : null,
      byPupil: known.includes('byPupil') ? name : null,
    },
  });
});
