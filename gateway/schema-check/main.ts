/** `npm run schema:check -- <department> [--file schema.graphql]`: may this schema be published? Status 1 where not. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runToEnd } from '../../shared/start/run-to-end.ts';
import { say } from '../../shared/start/say.ts';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { departmentNames } from '../../subgraphs/discover.ts';
import { readPublished } from '../read-published.ts';
import { checkSchema } from './check-schema.ts';
import { addressOf } from './config.ts';
import { readRunningGraph } from './current-schemas.ts';
import { describeReport } from './describe-report.ts';

const SUBGRAPHS = path.join(import.meta.dirname, '../../subgraphs');
const USAGE = 'npm run schema:check -- <department> [--file schema.graphql]';

function readArguments(names: readonly string[]) {
  const read = () =>
    parseArgs({ allowPositionals: true, options: { file: { type: 'string' } }, strict: true });
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read();
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : ''} Say ${USAGE}`);
  }
  const { positionals, values } = parsed;
  const [department, ...more] = positionals;
  if (department === undefined || more.length > 0)
    throw new StartProblem(`Name one department: ${USAGE}. There are ${names.join(', ')}.`);
  if (!/^[a-z][a-z0-9]*$/.test(department) || (!names.includes(department) && !values.file))
    throw new StartProblem(
      `There is no department "${department}"; there are ${names.join(', ')}. For a new one, name its schema with --file.`,
    );
  return { department, file: values.file };
}

async function readSchema(department: string, file: string | undefined): Promise<string> {
  const address = file ? addressOf(file) : path.join(SUBGRAPHS, department, 'schema.graphql');
  return readFile(address, 'utf8').catch((cause: unknown) => {
    throw new StartProblem(`${address} cannot be read: name the schema with --file.`, { cause });
  });
}

await runToEnd(async () => {
  const { department, file } = readArguments(await departmentNames());
  const proposed = await readSchema(department, file);
  const { unseen, ...graph } = await readRunningGraph();
  if (unseen !== null)
    say(`Judged by the trusted operations only, as none that were seen are known. ${unseen}\n`);
  const trusted = readPublished().manifest.values();
  const report = checkSchema({ department, proposed, trusted, ...graph });
  say(describeReport(department, report));
  if (report.problems.length > 0) process.exitCode = 1;
});
