import { pino } from 'pino';
import { openTestTrail } from '../../gateway/audit/trail.fixture.ts';
import type { Subgraph } from '../../shared/subgraph/define-subgraph.ts';
import { fixedClock } from '../../shared/time/clock.ts';
import { grantOfAll } from './grant-of-all.ts';

export { access } from '../../gateway/audit/trail.fixture.ts';

/** A subgraph that reads the trail, on one of its own, which tests write to as a gateway does. */
export async function openAudit(subgraph: Subgraph) {
  const room = await openTestTrail();
  const statements: string[] = [];
  const department = subgraph.open({
    databaseUrl: room.database.readerUrl,
    clock: fixedClock('2022-12-31'),
    log: pino({ level: 'silent' }),
    onStatement: (sql) => statements.push(sql),
  });
  await department.prepare();
  const seeAll = await grantOfAll(subgraph, []);
  return {
    room,
    department,
    trail: await room.start(),
    /** The SQL that the department ran, but for the state of its data. */
    statements: () => statements.filter((sql) => !sql.includes('unlinked_records')),
    ask: (query: string, variables: Record<string, unknown> = {}, grant = seeAll) =>
      department.answer({ query, variables }, grant),
    [Symbol.asyncDispose]: async () => {
      await department.close();
      await room[Symbol.asyncDispose]();
    },
  };
}
