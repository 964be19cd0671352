import { z } from 'zod';
import { isDay } from '../time/day.ts';
import { StartProblem } from './start-problem.ts';

function wholeNumber(fallback: number, least: number, most: number) {
  const isRight = (text: string) =>
    /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return z
    .string()
    .refine(isRight, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .default(fallback);
}

function addressOf(protocols: readonly string[], example: string) {
  const rule = `must be an address such as ${example}`;
  const isRight = (text: string) =>
    URL.canParse(text) && protocols.includes(new URL(text).protocol);
  return z.string(rule).refine(isRight, rule);
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Checks of settings that several programs share; each says what a right value looks like. */
export const setting = {
  port: (fallback: number) => wholeNumber(fallback, 0, 65_535),
  wholeNumber,
  day: () => z.string().refine(isDay, 'must be a day that exists, written YYYY-MM-DD'),
  logLevel: () => z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('warn'),
  secret: () =>
    z
      .string('must be a secret of 32 characters or more')
      .min(32, 'must be a secret of 32 characters or more'),
  databaseUrl: (example: string) => addressOf(['postgres:', 'postgresql:'], example),
  httpUrl: (example: string) => addressOf(['http:', 'https:'], example),
};

/** Values that may hold a password; they are not repeated in a message. */
const SECRET = /(URL|PASSWORD|KEY|SECRET)$/;

/** Every secret that comes with the product, in docker-compose.yml, starts so, inside a database's address too. */
const DEMO_SECRET = /(^|[:=])demo-/;

/** The settings asked for whose secret is one that came with the product: everyone knows it. */
function demoSecrets(names: readonly string[], given: NodeJS.ProcessEnv): string[] {
  return names.filter((name) => SECRET.test(name) && DEMO_SECRET.test(given[name] ?? ''));
}

function refuseDemoSecrets(names: readonly string[], given: NodeJS.ProcessEnv) {
  const known = demoSecrets(names, given);
  if (given['NODE_ENV'] === 'production' && known.length > 0)
    throw new StartProblem(
      `This is no setting for production. ${known.join(', ')} must be set to a secret of your own, not to one that came with the product.`,
    );
}

function describe(name: string, value: string | undefined, rule: string): string {
  if (value === undefined) return `${name} is not set; it ${rule}`;
  return `${SECRET.test(name) ? name : `${name}=${value}`} is wrong; it ${rule}`;
}

/**
 * Reads settings from the environment; an empty variable counts as not set. Throws StartProblem naming each wrong one,
 * and with NODE_ENV=production each that holds a secret which came with the product.
 */
export function readSettings<Shape extends z.ZodRawShape>(
  shape: z.ZodObject<Shape>,
  environment: NodeJS.ProcessEnv,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  refuseDemoSecrets(Object.keys(shape.shape), given);
  const { success, data, error } = shape.safeParse(given);
  if (success) return data;
  const wrong = error.issues.map(({ path, message }) => {
    const name = path.map(String).join('.');
    return describe(name, given[name], message);
  });
  throw new StartProblem(`${wrong.join('. ')}.`);
}
