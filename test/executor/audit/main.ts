/**
 * `npm run executor:audit -- URL`: runs The Guild's federation audit, whose server answers at URL, on the compiled and on
 * the stock executor, prints what each passes, and ends with status 1 where the compiled one passes fewer cases of a suite.
 */
import { runToEnd } from '../../../shared/start/run-to-end.ts';
import { say } from '../../../shared/start/say.ts';
import { StartProblem } from '../../../shared/start/start-problem.ts';
import { auditServer } from './audit-server.ts';
import { fallenBehind, noteworthy, tableOf } from './report.ts';
import { runSuite } from './run-suite.ts';
import type { SuiteResult } from './run-suite.ts';

function givenUrl(): string {
  const [url] = process.argv.slice(2);
  if (url !== undefined && URL.canParse(url)) return url.replace(/\/$/u, '');
  throw new StartProblem(
    "Give the address of a running audit server: npm run executor:audit -- 'http://127.0.0.1:4200'.",
  );
}

await runToEnd(async () => {
  const audit = auditServer(givenUrl());
  const results: SuiteResult[] = [];
  for (const id of await audit.ids()) results.push(await runSuite(audit, id));
  for (const line of results.flatMap(noteworthy)) say(line);
  say(tableOf(results));
  const behind = fallenBehind(results);
  if (behind.length === 0) return;
  say(`The compiled executor passes fewer cases than the stock one: ${behind.join(', ')}.`);
  process.exitCode = 1;
});
