/** `npm run publish:key -- make health | register health <public key> | list | revoke <id>` */
import type { Kysely } from 'kysely';
import { runToEnd } from '../../shared/start/run-to-end.ts';
import { say } from '../../shared/start/say.ts';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { departmentNames } from '../../subgraphs/discover.ts';
import { listPublishKeys, registerPublishKey, revokePublishKey } from '../control/publish-keys.ts';
import type { Tables } from '../control/tables.ts';
import { useControl } from '../control/use-control.ts';
import { keyIdOf, makePublishKeys, readPublicKey } from './publish-key.ts';

const USAGE =
  'Say what to do: make <department> | register <department> <public key> | list | revoke <id>';

async function checkDepartment(department: string | undefined): Promise<string> {
  const names = await departmentNames();
  if (department !== undefined && names.includes(department)) return department;
  throw new StartProblem(`Name a department: ${names.join(', ')}. ${USAGE}`);
}

/** Needs no database: the private half never leaves the department. */
async function make(named: string | undefined): Promise<string> {
  const department = await checkDepartment(named);
  const { privateKey, publicKey } = makePublishKeys();
  return [
    `${department} keeps this, and shows it to nobody:`,
    `  PUBLISH_KEY=${privateKey}`,
    `the coordination office runs, once it is sure who asks:`,
    `  npm run publish:key -- register ${department} ${publicKey}`,
  ].join('\n');
}

async function register(
  db: Kysely<Tables>,
  named: string | undefined,
  publicKey = '',
): Promise<string> {
  const department = await checkDepartment(named);
  const key = readPublicKey(publicKey);
  if (key === null)
    throw new StartProblem('This is no public key such as npm run publish:key -- make prints.');
  const id = await keyIdOf(key);
  if (await registerPublishKey(db, { id, department, publicKey }))
    return `${department} can publish with the key ${id}.`;
  throw new StartProblem(`The key ${id} is registered already: see list. Make another.`);
}

async function list(db: Kysely<Tables>): Promise<string> {
  const keys = await listPublishKeys(db);
  return keys.map((key) => JSON.stringify(key)).join('\n');
}

async function revoke(db: Kysely<Tables>, id: string | undefined): Promise<string> {
  if (id !== undefined && (await revokePublishKey(db, id)))
    return `${id} is revoked. What was published with it stays published.`;
  throw new StartProblem('There is no key in force of that id: see list.');
}

async function manage(db: Kysely<Tables>, given: readonly string[]): Promise<string> {
  const [what, first, second] = given;
  if (what === 'register') return register(db, first, second);
  if (what === 'list') return list(db);
  if (what === 'revoke') return revoke(db, first);
  throw new StartProblem(USAGE);
}

await runToEnd(async () => {
  const given = process.argv.slice(2);
  const [what, department] = given;
  say(await (what === 'make' ? make(department) : useControl((db) => manage(db, given))));
});
