import { isDatabaseAway } from '../database/is-database-away.ts';
import { StartProblem, codeOf, rootOf } from './start-problem.ts';

const UNKNOWN_ROLE_OR_PASSWORD = ['28P01', '28000'];
const NO_SUCH_DATABASE = '3D000';
const NO_RIGHT = '42501';
const DISK_FULL = '53100';
const UNREACHABLE = ['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** What `variable`, a database's address, leads to, and what to do when that fails; null for what is not about it. */
function reasonFor(error: unknown, address: URL, variable: string): string | null {
  const code = codeOf(error);
  const server = `the database server ${address.host}`;
  if (UNKNOWN_ROLE_OR_PASSWORD.includes(code))
    return `The role or password in ${variable} is not the one that ${server} knows: correct it, or run npm run prepare:databases.`;
  if (code === NO_SUCH_DATABASE)
    return `There is no database ${address.pathname.slice(1)} on ${server}: correct ${variable}, or run npm run prepare:databases.`;
  if (code === NO_RIGHT)
    return `The role ${address.username} in ${variable} may not do that on ${server}: use the role that owns the database, or run npm run prepare:databases.`;
  if (code === DISK_FULL)
    return `The disk of ${server} is full: free some space there and start again.`;
  if (isDatabaseAway(rootOf(error)) || UNREACHABLE.includes(code))
    return `No answer came from ${server}: start it, or correct ${variable}.`;
  return null;
}

/** Puts what went wrong with the database of `variable` into a sentence without its password; other errors stay as they are. */
export function explainDatabase(error: unknown, url: string, variable: string): unknown {
  if (error instanceof StartProblem) return error;
  const reason = reasonFor(error, new URL(url), variable);
  return reason === null ? error : new StartProblem(reason, { cause: error });
}
