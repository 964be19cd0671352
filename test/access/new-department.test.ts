import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { defineSubgraph } from '../../shared/subgraph/define-subgraph.ts';
import { startGraph } from '../harness/start-graph.ts';

/** A department that the product does not have. */
const SCHEMA = `
type Child @key(fields: "id") @requiresScopes(scopes: [["child:read"]]) {
  id: ID! @requiresScopes(scopes: [["child:read"]])
  library: Library @requiresScopes(scopes: [["library:read"]])
}
type Library @requiresScopes(scopes: [["library:read"]]) { visits: Int! }
`;

async function libraryIn(folder: string) {
  await writeFile(path.join(folder, 'schema.graphql'), SCHEMA);
  await mkdir(path.join(folder, 'migrations'));
  return defineSubgraph<object, object>({
    name: 'library',
    folder,
    resolvers: { Child: { library: () => ({ visits: 3 }) } },
    createLoaders: () => ({}),
    findDataState: async () => ({ freshAsOf: null, unlinkedRecords: 0 }),
  });
}

test('a department brings its scopes with its schema: who holds those of each department holds its, others do not', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'library-'));
  try {
    await using graph = await startGraph({ others: [await libraryIn(folder)] });
    const id = formatChildNumber(childNoOf('KNOWN_TO_ALL'));
    const ask = async (persona: string) =>
      graph.ask(
        'query ($id: ID!) { child(id: $id) { fullName library { visits } } }',
        { id },
        await graph.headersFor({ persona }),
      );
    const fullName = 'Phạm Minh Anh';
    const seen = await ask('coordinator');
    expect(seen).toMatchObject({
      status: 200,
      data: { child: { fullName, library: { visits: 3 } } },
    });
    expect(seen.errors).toBeUndefined();
    const board = graph.department('library');
    board.calls = 0;
    const hidden = await ask('health-officer');
    expect(hidden.data).toEqual({ child: { fullName, library: null } });
    expect(hidden.errors).toEqual([
      expect.objectContaining({
        path: ['child', 'library'],
        extensions: expect.objectContaining({ code: 'UNAUTHORIZED_FIELD' }),
      }),
    ]);
    expect(board.calls).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});
