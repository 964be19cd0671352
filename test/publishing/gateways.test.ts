import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashOf } from '../../gateway/generations/generation.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';
import { edited, openOffice, schemaOf, sqlOn } from './office.fixture.ts';

let graph: Graph;
let health: Awaited<ReturnType<typeof openOffice>>;

beforeAll(async () => {
  graph = await startGraph({ children: 60 });
  health = await openOffice(graph, 'health');
});

afterAll(() => graph[Symbol.asyncDispose]());

const CARDS = /^ {2}cards:.*$/m;
const gone = (text: string) =>
  edited(schemaOf('health'), CARDS, `$& @deprecated(reason: "${text}")`);

test('every gateway that runs takes what was published through one of them', async () => {
  await using replica = await graph.startReplica('replica');
  const answer = await health.publish(gone('For both.'), { url: replica.url });
  expect(answer.gateways).toEqual([
    { gateway: 'gateway', reasons: [] },
    { gateway: 'replica', reasons: [] },
  ]);
  expect(graph.generations.current.hash).toBe(replica.generations.current.hash);
  expect(graph.generations.current.hash).not.toBe(hashOf(graph.supergraphSdl));
});

test('a gateway that cannot take it says why and stays as it was, and the others go on', async () => {
  const text = '{ child(id: "00000000010") { healthInsurance { cards { primaryCareFacility } } } }';
  const manifest = new Map([['own', { name: 'OfThisGateway', id: 'own', text }]]);
  await using replica = await graph.startReplica('replica', { manifest });
  const before = replica.generations.current.hash;
  const without = edited(
    gone('For one.'),
    /^ {2}"Where the child is first treated.*\n {2}primaryCareFacility: String$/m,
    '',
  );
  const { gateways, outcome } = await health.publish(without);
  expect(outcome).toBe('PUBLISHED');
  expect(gateways[0]).toEqual({ gateway: 'gateway', reasons: [] });
  expect(gateways[1]?.reasons?.join()).toMatch(/OfThisGateway.*primaryCareFacility/);
  expect(replica.generations.current.hash).toBe(before);
  expect(graph.generations.current.hash).not.toBe(before);
});

describe('a gateway that starts', () => {
  test('begins with what was published last, and says so', async () => {
    const { supergraphId } = await health.publish(gone('Before a start.'));
    await using replica = await graph.startReplica('later');
    expect(replica.generations.current.hash).toBe(graph.generations.current.hash);
    expect(replica.contract).toContain(`publication ${supergraphId}`);
  });

  test('begins with the one before where it cannot answer the last one', async () => {
    const right = graph.generations.current.hash;
    await sqlOn(
      graph,
      `insert into supergraph (sdl, hash, versions)
       select text, sha256(convert_to(text, 'UTF8')), versions
       from supergraph, lateral (select 'type Query {' as text) as bad
       order by id desc limit 1`,
    );
    await using replica = await graph.startReplica('later');
    expect(replica.generations.current.hash).toBe(right);
    expect(replica.contract).toMatch(/publication \d+ is refused/);
    const [said] = await sqlOn(
      graph,
      `select reasons from supergraph_verdict where gateway = 'later' order by supergraph_id desc limit 1`,
    );
    expect(JSON.stringify(said)).toContain('Syntax Error');
  });
});

test('a bad supergraph that reaches a gateway is refused, with the reason kept for its publisher', async () => {
  const before = graph.generations.current.hash;
  const [row] = await sqlOn(
    graph,
    `insert into supergraph (sdl, hash, versions)
     select 'type Query {', sha256('type Query {'), versions from supergraph order by id desc limit 1
     returning id`,
  );
  const saidOf = `select reasons from supergraph_verdict where supergraph_id = $1 and gateway = 'gateway'`;
  let said = await sqlOn(graph, saidOf, [row?.['id']]);
  while (said.length === 0) {
    await sleep(20);
    said = await sqlOn(graph, saidOf, [row?.['id']]);
  }
  expect(JSON.stringify(said)).toContain('Syntax Error');
  expect(graph.generations.current.hash).toBe(before);
  const { data } = await graph.ask('{ child(id: "00000000010") { fullName } }');
  expect(data).toMatchObject({ child: { fullName: expect.any(String) } });
});

test('what was published while the database was away is taken once it is back', async () => {
  await sqlOn(graph, 'alter table supergraph rename to supergraph_away');
  await sleep(1_500);
  await sqlOn(graph, 'alter table supergraph_away rename to supergraph');
  const connections = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  await sqlOn(graph, connections);
  await sqlOn(
    graph,
    `insert into supergraph (sdl, hash, versions)
     select $1, sha256(convert_to($1, 'UTF8')), versions from supergraph order by id desc limit 1`,
    [`${graph.supergraphSdl}\n# taken`],
  );
  while (graph.generations.current.hash !== hashOf(`${graph.supergraphSdl}\n# taken`))
    await sleep(20);
});

test('a gateway that starts begins with its own where its departments run by a schema that answers none of what was published', async () => {
  const sdl = edited(schemaOf('health'), CARDS, '$&\n  "Số thẻ: how many."\n  cardCount: Int');
  await sqlOn(
    graph,
    `with changed as (
       insert into subgraph_version (department, sdl, hash)
       values ('health', $1, sha256(convert_to($1, 'UTF8'))) returning id)
     update supergraph set versions = array[(select id from changed)]`,
    [sdl],
  );
  await using replica = await graph.startReplica('later');
  expect(replica.generations.current.hash).toBe(hashOf(graph.supergraphSdl));
  expect(replica.contract).toContain('as it came with the program');
});
