import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { say } from '../../../shared/start/say.ts';
import { Stoppables } from '../../../shared/start/stoppables.ts';
import { TITLES } from '../contestants/contestant.ts';
import type { ContestantName, Ground } from '../contestants/contestant.ts';
import { startsOn } from '../contestants/start-contestants.ts';
import { dataOf } from '../measure/same-answers.ts';
import type { Outcomes } from '../measure/run-rounds.ts';
import { profileBodies } from './questions.ts';

/** One start: seconds from nothing but a running PostgreSQL to the first profile. */
export interface StartTurn {
  seconds: number;
}

async function startOnce(
  ground: Ground,
  name: ContestantName,
  round: number,
  body: string,
): Promise<StartTurn> {
  const running = new Stoppables();
  ground.running.add(() => running.stopAll());
  const folder = path.join(ground.folder, 'start', `${name}-${round}`);
  mkdirSync(folder, { recursive: true });
  const begun = performance.now();
  try {
    const starts = startsOn({ ...ground, folder, running, waitsForCohorts: false });
    const contestant = await starts[name]();
    await dataOf(contestant, 'profile', body);
    return { seconds: (performance.now() - begun) / 1_000 };
  } finally {
    await running.stopAll();
  }
}

/** From the start of a contestant's processes to its first answer, PostgreSQL running. */
export async function runStart(
  rounds: number,
  ground: Ground,
  names: readonly ContestantName[],
): Promise<Outcomes<StartTurn>> {
  const [body = ''] = await profileBodies(ground.province);
  const outcomes: Outcomes<StartTurn> = {};
  const turns: Partial<Record<ContestantName, StartTurn[]>> = {};
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) {
      if (outcomes[name] !== undefined) continue;
      say(`start of ${TITLES[name]}`);
      await startOnce(ground, name, round, body).then(
        (turn) => (turns[name] ??= []).push(turn),
        (error: unknown) => (outcomes[name] = { failure: String(error) }),
      );
    }
  for (const name of names) outcomes[name] ??= { turns: turns[name] ?? [] };
  return outcomes;
}
