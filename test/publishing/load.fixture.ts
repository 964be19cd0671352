import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphAnswer } from '../harness/start-graph.ts';

/** What came of the questions that were asked all the while. */
export interface Load {
  answers: readonly GraphAnswer[];
  /** What went wrong otherwise, such as a connection that was cut. */
  failures: readonly unknown[];
}

/** Asks the same over and over, by several askers at once, until `stop`. */
export function askAllTheWhile(ask: () => Promise<GraphAnswer>, askers = 4) {
  const answers: GraphAnswer[] = [];
  const failures: unknown[] = [];
  let isOver = false;
  const askOn = async (): Promise<void> => {
    while (!isOver) {
      await ask().then(
        (answer) => answers.push(answer),
        (error: unknown) => failures.push(error),
      );
    }
  };
  const asking = Array.from({ length: askers }, askOn);
  return {
    /** Resolves once so many more answers have come. */
    more: async (count: number): Promise<void> => {
      const goal = answers.length + failures.length + count;
      while (answers.length + failures.length < goal) await sleep(5);
    },
    stop: async (): Promise<Load> => {
      isOver = true;
      await Promise.all(asking);
      return { answers, failures };
    },
  };
}
