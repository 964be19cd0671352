import { sql } from 'kysely';
import { pino } from 'pino';
import { CohortKeeper } from '../../shared/cohort/cohort-keeper.ts';
import { defineTopic } from '../../shared/cohort/topic.ts';
import { connect } from '../../shared/database/connect.ts';

type Card = { issuedOn: string };

/** The day that the children asked for have a card of. */
export const DAY = '2022-05-05';

/** A program of its own that keeps cards in memory: asks who has one of DAY. */
export function openKeeper(databaseUrl: string) {
  const statements: string[] = [];
  const db = connect<unknown>({ url: databaseUrl, onStatement: (text) => statements.push(text) });
  const topic = defineTopic<Card>({
    name: 'health_insurance_card',
    records: sql<Card & { childNo: number }>`
      select child_no, issued_on from health_insurance_card where child_no is not null`,
    blank: { issuedOn: '' },
  }).keeperIn(db);
  const keeper = new CohortKeeper(db, [topic], pino({ level: 'silent' }));
  return {
    keeper,
    statements,
    ask: async (): Promise<number[]> => {
      await keeper.catchUp();
      const set = topic.setOf('has one', (cards) => cards.some(({ issuedOn }) => issuedOn === DAY));
      return [...set.above()];
    },
    close: async () => {
      await keeper.close();
      await db.destroy();
    },
  };
}

export type KeeperProgram = ReturnType<typeof openKeeper>;
