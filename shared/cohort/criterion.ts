import type { Day } from '../time/day.ts';
import type { ChildSet } from './child-set.ts';
import type { Facts } from './facts.ts';
import type { Topic } from './topic.ts';

/** One thing asked of a child's records. */
export interface Condition<Row extends Facts> {
  /** What is asked, in a form that is the same for equal questions. */
  asked: Readonly<Record<string, unknown>>;
  /** Whether it must not hold. */
  not: boolean;
  /** Whether it holds, by the records of one child, of which there is one at least. */
  holds: (records: readonly Row[]) => boolean;
}

/** The children who meet a condition, or when `not` is true those who do not. */
export interface Met {
  children: ChildSet;
  not: boolean;
}

/** What a department's cohorts can be narrowed by. */
export interface Criterion<Where> {
  /** The children that each condition of `where` is about; `database` says whose records. Errors: INVALID_ARGUMENT. */
  meeting: (where: Where, asOf: Day, database: object) => Met[];
}

/** Text that is the same for equal values, whatever the order of their fields. */
function textOf(asked: Readonly<Record<string, unknown>>, asOf: Day): string {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== null);
  const sorted = given.map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(String).sort() : value,
  ]);
  return `${asOf} ${JSON.stringify(sorted.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)))}`;
}

/**
 * Declares what a cohort can be narrowed by: the records it is judged by, and what `where` asks of them on a day. What
 * is true later than that day must not count.
 */
export function defineCriterion<Row extends Facts, Where>(
  topic: Topic<Row>,
  conditionsOf: (where: Where, asOf: Day) => Condition<Row>[],
): Criterion<Where> {
  return {
    meeting: (where, asOf, database) => {
      const keeper = topic.keeperIn(database);
      return conditionsOf(where, asOf).map(({ asked, not, holds }) => ({
        children: keeper.setOf(textOf(asked, asOf), holds),
        not,
      }));
    },
  };
}
