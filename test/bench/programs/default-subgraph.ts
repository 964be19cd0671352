/**
 * A department the way Apollo's documentation shows a subgraph: ApolloServer over buildSubgraphSchema, with the same
 * resolvers, loaders and database as ours, and none of our rules of access.
 */
import path from 'node:path';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Kysely } from 'kysely';
import { pino } from 'pino';
import { z } from 'zod';
import { CohortKeeper } from '../../../shared/cohort/cohort-keeper.ts';
import { processSealing } from '../../../shared/cohort/sealing.ts';
import type { AnyTopic } from '../../../shared/cohort/topic.ts';
import { connect } from '../../../shared/database/connect.ts';
import { scalars } from '../../../shared/graphql/scalars.ts';
import { runUntilStopped } from '../../../shared/start/run-until-stopped.ts';
import { say } from '../../../shared/start/say.ts';
import type { Stoppables } from '../../../shared/start/stoppables.ts';
import type { Call, CallsOfTurn } from '../../../shared/subgraph/define-subgraph.ts';
import { readTypeDefs } from '../../../shared/subgraph/schema.ts';
import type { ResolverMap } from '../../../shared/subgraph/schema.ts';
import { fixedClock } from '../../../shared/time/clock.ts';
import { readProgramSettings } from '../config.ts';
import { DAY } from '../province/day.ts';
import { grantOfEverything } from './grant-of-everything.ts';
import { subgraphForm } from './settings.ts';
import type { SubgraphSettings } from './settings.ts';

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

const partsForm = z.object({
  resolvers: z.custom<ResolverMap>(isObject),
  createLoaders: z.custom<(db: Kysely<unknown>, call: CallsOfTurn) => object>(
    (value) => typeof value === 'function',
  ),
  topics: z.custom<readonly AnyTopic[]>(Array.isArray),
});

/** What a department is made of, beside what makes it one of ours. */
async function readParts(folder: string) {
  const modules: unknown[] = await Promise.all(
    ['resolvers', 'loaders', 'criteria'].map((name) => import(path.join(folder, `${name}.ts`))),
  );
  return partsForm.parse(Object.assign({}, ...modules));
}

function callOf(
  { name, scopes }: SubgraphSettings,
  db: Kysely<unknown>,
  topics: readonly AnyTopic[],
): Call {
  const log = pino({ level: 'warn' }, pino.destination(2));
  const keepers = topics.map((topic) => topic.keeperIn(db));
  const keeper = new CohortKeeper(db, keepers, log);
  // A page of children is opened by the register; no other department is asked for a cohort here.
  if (name === 'registry') keeper.start();
  return {
    grant: grantOfEverything(name, scopes),
    clock: fixedClock(DAY),
    cohorts: { department: name, database: db, keeper, sealing: processSealing },
  };
}

async function start(running: Stoppables): Promise<void> {
  const settings = readProgramSettings(subgraphForm);
  const folder = path.join(import.meta.dirname, '../../../subgraphs', settings.name);
  const { resolvers, createLoaders, topics } = await readParts(folder);
  const db = connect<unknown>({ url: settings.url });
  running.add(() => db.destroy());
  const call = callOf(settings, db, topics);
  const server = new ApolloServer({
    schema: buildSubgraphSchema({
      typeDefs: readTypeDefs(folder),
      resolvers: { ...scalars, ...resolvers },
    }),
  });
  running.add(() => server.stop());
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port: 0 },
    context: async () => {
      // What will be asked is not known here: each list is read by its own loader.
      const turn: CallsOfTurn = { ...call, fieldsAsked: new Set() };
      return { ...turn, loaders: createLoaders(db, turn) };
    },
  });
  say(`ready ${url}`);
}

await runUntilStopped(start);
