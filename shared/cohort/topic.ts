import type { Facts, TopicDefinition } from './facts.ts';
import { TopicKeeper } from './topic-keeper.ts';
import type { KeptTopic } from './topic-keeper.ts';

/** Records of one kind, kept in memory for each database they come from. */
export interface Topic<Row extends Facts> {
  keeperIn: (database: object) => TopicKeeper<Row>;
}

/** A topic, whatever its records say. */
export interface AnyTopic {
  keeperIn: (database: object) => KeptTopic;
}

/** Declares records that a department judges children by. */
export function defineTopic<Row extends Facts>(definition: TopicDefinition<Row>): Topic<Row> {
  const keepers = new WeakMap<object, TopicKeeper<Row>>();
  return {
    keeperIn: (database) => {
      const keeper = keepers.get(database) ?? new TopicKeeper(definition);
      keepers.set(database, keeper);
      return keeper;
    },
  };
}
