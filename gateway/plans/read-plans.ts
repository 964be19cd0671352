import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { lineInJson } from '../../shared/text/json-line.ts';
import type { Indicators } from '../indicators/read-indicators.ts';
import { planShape } from './plan-shape.ts';
import type { Plan } from './plan-shape.ts';

const FOLDER = path.join(import.meta.dirname, 'data');

/** A plan's file as text, and how to refuse it. */
interface Source {
  text: string;
  refuse: (at: readonly PropertyKey[], why: string) => never;
}

function readSource(file: string): Source {
  const text = readFileSync(file, 'utf8');
  return {
    text,
    refuse: (at, why) => {
      const name = at.filter((key) => typeof key === 'string').at(-1) ?? 'the plan';
      throw new StartProblem(`${file}:${lineInJson(text, at)}: ${name} ${why}.`);
    },
  };
}

function parseJson({ text, refuse }: Source): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse([], `is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function checkIndicators({ targets }: Plan, indicators: Indicators, { refuse }: Source): void {
  targets.forEach((target, place) => {
    target.indicators?.forEach((id, which) => {
      if (!indicators.has(id))
        refuse(
          ['targets', place, 'indicators', which],
          `has "${id}", which is none of gateway/indicators: ${[...indicators.keys()].join(', ')}`,
        );
    });
  });
}

function checkIds({ targets, duties, periods }: Plan, { refuse }: Source): void {
  const known = new Set<string>();
  for (const [list, rows] of Object.entries({ targets, duties, periods }))
    rows.forEach(({ id }, place) => {
      if (known.has(id)) refuse([list, place, 'id'], `${id} is there twice`);
      known.add(id);
    });
  periods.forEach(({ due }, place) => {
    due.forEach(({ duty }, which) => {
      if (!duties.some(({ id }) => id === duty))
        refuse(['periods', place, 'due', which, 'duty'], `${duty} is no duty of this plan`);
    });
  });
}

function readPlan(file: string, indicators: Indicators): Plan {
  const source = readSource(file);
  const { success, data, error } = planShape.safeParse(parseJson(source));
  if (!success) {
    const [issue] = error.issues;
    return source.refuse(issue?.path ?? [], issue?.message ?? 'is wrong');
  }
  if (data.id !== path.basename(file, '.json'))
    return source.refuse(['id'], `must be the file's name, ${path.basename(file, '.json')}`);
  checkIds(data, source);
  checkIndicators(data, indicators, source);
  return data;
}

/** Plans by their ids. */
export type Plans = ReadonlyMap<string, Plan>;

/**
 * Reads the plans of a folder, one a file. Throws StartProblem with file and line for the first thing that is wrong: an
 * unknown comparator, a period that ends before it begins, an unknown indicator, an id that is there twice.
 */
export function readPlans(indicators: Indicators, folder = FOLDER): Plans {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const plans = files.sort().map((file) => readPlan(path.join(folder, file), indicators));
  return new Map(plans.map((plan) => [plan.id, plan]));
}
