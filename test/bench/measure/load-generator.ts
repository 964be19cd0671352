import { fork } from 'node:child_process';
import path from 'node:path';
import { once } from 'node:events';
import type { Stoppables } from '../../../shared/start/stoppables.ts';
import { environmentOfProgram } from '../config.ts';
import { loadAnswerForm } from './load-form.ts';
import type { Load, LoadResult } from './load-form.ts';

const FILE = path.join(import.meta.dirname, '../programs/load.ts');

/** The process that sends the requests; one load at a time. */
export interface LoadGenerator {
  run: (load: Load) => Promise<LoadResult>;
}

/** Starts the load generator; it is stopped with `running`. */
export function startLoadGenerator(running: Stoppables): LoadGenerator {
  const child = fork(FILE, {
    execArgv: ['--import', 'tsx'],
    env: environmentOfProgram({}, {}),
    detached: true,
  });
  running.add(async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
  });
  const ended = once(child, 'exit').then(() => [{ failure: 'The load generator has ended.' }]);
  return {
    run: async (load) => {
      child.send(load);
      const [message]: unknown[] = await Promise.race([once(child, 'message'), ended]);
      const answer = loadAnswerForm.parse(message);
      if ('failure' in answer) throw new Error(answer.failure);
      return answer;
    },
  };
}
