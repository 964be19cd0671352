/**
 * The process that started this program and that it is not to outlive, or null: STARTED_BY, which the npm scripts and
 * `environmentOfPart` set. Nobody need set it by hand.
 */
export function startedBy(): number | null {
  const given = Number(process.env['STARTED_BY']);
  return Number.isSafeInteger(given) && given > 0 ? given : null;
}

/** The environment of a program that is started here and ends with this one: ours, with its settings. */
export function environmentOfPart(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...settings, STARTED_BY: String(process.pid) };
}
