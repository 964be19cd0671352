/**
 * `npm run import -- <department> <kind> FILE [--dry-run] [--all-or-nothing]`: takes a file of records into the
 * department's database. With less than that said, it lists what there is.
 */
import path from 'node:path';
import { importFile } from '../shared/imports/import-file.ts';
import { describeKind, describeKinds } from '../shared/imports/describe.ts';
import { describeSummary } from '../shared/imports/summary.ts';
import { explainWrongKind } from '../shared/imports/wrong-kind.ts';
import type { RecordKind } from '../shared/imports/record-kind.ts';
import { PROVINCE_DAY } from '../shared/demo-province/demo-child.ts';
import { usedHome, useDataFolder } from '../shared/postgres/use-data-folder.ts';
import type { UsedDatabase } from '../shared/postgres/use-data-folder.ts';
import { showProgress } from '../shared/progress/progress.ts';
import type { Progress } from '../shared/progress/progress.ts';
import { explainDatabase } from '../shared/start/explain-database.ts';
import { runToEnd } from '../shared/start/run-to-end.ts';
import { say } from '../shared/start/say.ts';
import type { Subgraph } from '../shared/subgraph/define-subgraph.ts';
import { vietnamClock } from '../shared/time/clock.ts';
import { readImportConfig } from './config.ts';
import type { ImportConfig } from './config.ts';
import { loadDepartments } from './discover.ts';
import { lendGraph, namedGraph, requestToken } from './graph-access.ts';
import type { LentGraph } from './graph-access.ts';
import { readArguments } from './import-arguments.ts';
import type { ImportArguments } from './import-arguments.ts';
import { linkByRegister } from './link-by-register.ts';
import type { GraphDoor } from './link-by-register.ts';

/** What an import works with: the department's own database, and the way to the register. */
interface Desk {
  database: UsedDatabase;
  graph: LentGraph;
}

async function openDesk(config: ImportConfig, department: string): Promise<Desk> {
  const { DATABASE_URL, DATA_DIR } = config;
  const named = namedGraph(config);
  if (DATABASE_URL !== undefined) {
    const nothing = async () => undefined;
    return {
      database: { url: DATABASE_URL, stop: nothing },
      graph: { access: named, stop: nothing },
    };
  }
  usedHome(DATA_DIR, 'DATABASE_URL');
  const graph = named
    ? { access: named, stop: async () => undefined }
    : await lendGraph(DATA_DIR, department);
  const database = await useDataFolder(DATA_DIR, {
    name: department,
    setting: 'DATABASE_URL',
  }).catch(async (error: unknown) => {
    await graph.stop();
    throw error;
  });
  return { database, graph };
}

/** The demo province's day where its database is used, as for the graph that npm start runs. */
function todayOf({ CLOCK, DATABASE_URL }: ImportConfig): string {
  return CLOCK ?? (DATABASE_URL === undefined ? PROVINCE_DAY : vietnamClock.today());
}

function doorOf({ access }: LentGraph): GraphDoor | null {
  return access && { url: access.graphUrl, token: () => requestToken(access) };
}

async function runImport(
  { file, isDryRun, isAllOrNothing }: ImportArguments & { file: string },
  department: string,
  kind: RecordKind,
  { database, graph }: Desk,
  today: string,
): Promise<void> {
  let progress: Progress | undefined;
  const summary = await importFile({
    kind,
    file,
    databaseUrl: database.url,
    today,
    isDryRun,
    isAllOrNothing,
    linkChildren: linkByRegister({ department, kind, isDryRun, door: doorOf(graph) }),
    onProgress: (rows, total) => {
      progress ??= showProgress(kind.name, total, 'rows');
      progress.update(rows);
    },
  }).finally(() => progress?.end());
  say(describeSummary(summary, isDryRun));
}

async function importInto(
  department: Subgraph,
  kind: RecordKind,
  config: ImportConfig,
  given: ImportArguments & { file: string },
): Promise<void> {
  const desk = await openDesk(config, department.name);
  try {
    await runImport(given, department.name, kind, desk, todayOf(config));
  } catch (error) {
    throw explainDatabase(error, desk.database.url, 'DATABASE_URL');
  } finally {
    await desk.database.stop();
    await desk.graph.stop();
  }
}

await runToEnd(async () => {
  const departments = await loadDepartments();
  const { file, ...given } = readArguments(process.argv.slice(2));
  const department = departments.find(({ name }) => name === given.department);
  const kind = department?.imports.find(({ name }) => name === given.kind);
  if (department === undefined || kind === undefined) say(describeKinds(departments, given));
  else if (file === undefined) say(describeKind(department.name, kind));
  else {
    const config = readImportConfig();
    const named = { ...given, file: path.resolve(config.INIT_CWD, file) };
    await importInto(department, kind, config, named).catch(async (error: unknown) => {
      throw await explainWrongKind(error, named.file, departments);
    });
  }
});
