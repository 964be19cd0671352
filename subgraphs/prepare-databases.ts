/**
 * `npm run prepare:databases`: makes the database and role of each department that has its own on the server of ADMIN_DATABASE_URL, with the
 * password of <DEPARTMENT>_DATABASE_PASSWORD. Repeatable; a changed password is set.
 */
import { provision } from '../shared/postgres/provision.ts';
import { explainDatabase } from '../shared/start/explain-database.ts';
import { runToEnd } from '../shared/start/run-to-end.ts';
import { say } from '../shared/start/say.ts';
import { readAdminConfig } from './config.ts';
import { loadDepartments } from './discover.ts';

await runToEnd(async () => {
  const departments = await loadDepartments();
  const names = departments.filter(({ database }) => database === 'OWN').map(({ name }) => name);
  const { adminUrl, passwords } = readAdminConfig(names);
  await provision(adminUrl, names, (name) => passwords.get(name) ?? '').catch((error: unknown) => {
    throw explainDatabase(error, adminUrl, 'ADMIN_DATABASE_URL');
  });
  say(`databases are ready: ${names.join(', ')}`);
});
