/**
 * `npm run prepare:databases`: makes on the server of ADMIN_DATABASE_URL the databases and roles of the departments, of
 * the trail and of the gateways themselves, each role with the password of <ROLE>_DATABASE_PASSWORD. Repeatable; a
 * changed password is set.
 */
import { provision } from '../shared/postgres/provision.ts';
import { explainDatabase } from '../shared/start/explain-database.ts';
import { runToEnd } from '../shared/start/run-to-end.ts';
import { say } from '../shared/start/say.ts';
import { loadDepartments } from '../subgraphs/discover.ts';
import { AUDIT_ROLES, prepareAuditDatabase } from './audit/prepare-database.ts';
import { readAdminConfig } from './config.ts';
import { CONTROL } from './control/control-subgraph.ts';

await runToEnd(async () => {
  const departments = await loadDepartments();
  const owners = departments.filter(({ database }) => database === 'OWN').map(({ name }) => name);
  const names = [...owners, CONTROL];
  const { adminUrl, passwords } = readAdminConfig([...names, ...AUDIT_ROLES]);
  const passwordOf = (role: string) => passwords.get(role) ?? '';
  const prepare = async () => {
    await provision(adminUrl, names, passwordOf);
    await prepareAuditDatabase(adminUrl, { passwordOf });
  };
  await prepare().catch((error: unknown) => {
    throw explainDatabase(error, adminUrl, 'ADMIN_DATABASE_URL');
  });
  say(`databases are ready: ${[...names, 'audit'].join(', ')}`);
});
