/** The environment of a program under test: what a fresh shell has, with the test's settings, and nothing of the tests' own. */
export function freshEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    npm_config_update_notifier: 'false',
    npm_config_logs_max: '0',
    ...settings,
  };
}

/** How often the kill test kills; `KILLS=100 npm test -- test/trace/killed` does it by hand. */
export function killCount(environment: NodeJS.ProcessEnv = process.env): number {
  return Number(environment['KILLS'] ?? '3');
}
