/** `npm run new:subgraph -- culture`: writes a department that works, puts it into the contract and the compose file. */
import { spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runToEnd } from '../../shared/start/run-to-end.ts';
import { say } from '../../shared/start/say.ts';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { departmentNames } from '../discover.ts';
import { withStanza } from './compose-stanza.ts';
import { readNames } from './names.ts';
import type { Names } from './names.ts';
import { writeFolder } from './write-folder.ts';

const PROJECT = path.join(import.meta.dirname, '../..');
const COMPOSE_FILE = path.join(PROJECT, 'docker-compose.yml');

/** Runs one of the project's programs to its end. Throws StartProblem with what it said where it fails. */
function run(file: string): void {
  const args = ['--import', 'tsx', path.join(PROJECT, file)];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: PROJECT, encoding: 'utf8' });
  if (status !== 0) throw new StartProblem(`${file} fails: ${stderr.trim()}`);
}

async function write(folder: string, names: Names): Promise<void> {
  const composeFile = await readFile(COMPOSE_FILE, 'utf8');
  const withService = withStanza(composeFile, names);
  try {
    const files = await writeFolder(folder, names, new Date());
    run('subgraphs/generate-types.ts');
    run('gateway/compose-contract.ts');
    await writeFile(COMPOSE_FILE, withService);
    say(files.map((file) => `subgraphs/${names.name}/${file}`).join('\n'));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function whatNext({ name, topic }: Names): string {
  return `gateway/supergraph.graphql and docker-compose.yml hold it now. Try it:
  npm test -- subgraphs/${name} test/conventions.test.ts
  npm start
    { child(id: "00000000010") { ${name} { latestOn records { subject } } } }
    { cohort(unit: "30") { with${topic}(where: { recorded: true }) { count } } }
Then make subgraphs/${name}/schema.graphql say what ${name} knows, and README.md whose it is.`;
}

await runToEnd(async () => {
  const [given, ...more] = process.argv.slice(2);
  const names = readNames(more.length > 0 ? more.join(' ') : given, await departmentNames());
  await write(path.join(PROJECT, 'subgraphs', names.name), names);
  say(whatNext(names));
});
