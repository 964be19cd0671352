import { issueGrant } from '../../shared/access/grant.ts';
import { createTestDatabase } from '../../test/harness/test-cluster.ts';
import { openTestTrail } from '../audit/trail.fixture.ts';
import { CONTROL } from './control-subgraph.ts';
import { openControl } from './open-control.ts';
import { Client } from 'pg';
import { pino } from 'pino';

/** The gateway's own part of the graph on databases of its own, asked in the name of any subject. */
export async function openTestControl() {
  const database = await createTestDatabase(CONTROL);
  const room = await openTestTrail();
  const trail = await room.start();
  const log = pino({ level: 'silent' });
  const control = await openControl({ databaseUrl: database.url, trail, log });
  const client = new Client({ connectionString: database.url });
  await client.connect();
  return {
    room,
    control,
    databaseUrl: database.url,
    /** Asks as a subject who holds the scopes of emergencies. */
    askAs: (
      subject: string,
      query: string,
      variables: Record<string, unknown> = {},
      scopes = ['emergency:open', 'emergency:review'],
    ) => {
      const viewer = { subject, units: ['30'], seesSealed: false, emergencyChildNos: null };
      const grant = issueGrant({ department: CONTROL, scopes, purpose: 'EMERGENCY', viewer });
      return control.department.answer({ query, variables }, grant);
    },
    /** Runs SQL on the control database, as its owner, and answers the rows. */
    sql: async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
      (await client.query<Record<string, unknown>>(text, values)).rows,
    [Symbol.asyncDispose]: async () => {
      await client.end();
      await control.close();
      await room[Symbol.asyncDispose]();
      await database.drop();
    },
  };
}
