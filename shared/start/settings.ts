import { z } from 'zod';
import { isDay } from '../time/day.ts';
import { StartProblem } from './start-problem.ts';

/** Checks of settings that several programs share; each says what a right value looks like. */
export const setting = {
  port: (fallback: number) =>
    z.coerce
      .number('is a port number, from 0 to 65535')
      .int('is a whole number')
      .min(0)
      .max(65_535)
      .default(fallback),
  wholeNumber: (fallback: number, least: number, most: number) =>
    z.coerce
      .number(`is a number from ${least} to ${most}`)
      .int('is a whole number')
      .min(least, `is a number from ${least} to ${most}`)
      .max(most, `is a number from ${least} to ${most}`)
      .default(fallback),
  day: () => z.string().refine(isDay, 'is a day that exists, YYYY-MM-DD'),
  logLevel: () =>
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
};

/** Reads settings from the environment; an empty variable counts as not set. Throws StartProblem naming each wrong one. */
export function readSettings<Shape extends z.ZodRawShape>(
  shape: z.ZodObject<Shape>,
  environment: NodeJS.ProcessEnv,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { success, data, error } = shape.safeParse(given);
  if (success) return data;
  const wrong = error.issues.map(({ path, message }) => {
    const name = path.map(String).join('.');
    return given[name] === undefined
      ? `${name} is not set (${message})`
      : `${name}=${given[name]}: it ${message}`;
  });
  throw new StartProblem(`A setting is wrong. ${wrong.join('; ')}.`);
}
