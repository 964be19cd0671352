/** `npm run start:department -- <name>`: one department as a process of its own, on its own DATABASE_URL. */
import type { RequestListener } from 'node:http';
import { sealingByKey } from '../shared/cohort/sealing-by-key.ts';
import type { Sealing } from '../shared/cohort/sealing.ts';
import { storyCount } from '../shared/demo-province/story-of.ts';
import { listen } from '../shared/http/listen.ts';
import { createLog } from '../shared/log/create-log.ts';
import { sendJson } from '../shared/http/send-json.ts';
import { showProgress } from '../shared/progress/progress.ts';
import type { Progress } from '../shared/progress/progress.ts';
import { explainDatabase } from '../shared/start/explain-database.ts';
import { runUntilStopped } from '../shared/start/run-until-stopped.ts';
import { say } from '../shared/start/say.ts';
import { StartProblem } from '../shared/start/start-problem.ts';
import type { Stoppables } from '../shared/start/stoppables.ts';
import type { OpenSubgraph, Subgraph } from '../shared/subgraph/define-subgraph.ts';
import { serveSubgraph } from '../shared/subgraph/serve.ts';
import { fixedClock, vietnamClock } from '../shared/time/clock.ts';
import { readDepartmentConfig, readDepartmentTls } from './config.ts';
import type { DepartmentConfig } from './config.ts';
import { departmentNames, loadDepartment } from './discover.ts';

async function chosenName(): Promise<string> {
  const [name] = process.argv.slice(2);
  const names = await departmentNames();
  if (name !== undefined && names.includes(name)) return name;
  const wrong = name === undefined ? '' : `There is no department ${JSON.stringify(name)}. `;
  throw new StartProblem(
    `${wrong}Say which one to start: npm run start:department -- ${names.join('|')}`,
  );
}

async function fill(department: OpenSubgraph, config: DepartmentConfig): Promise<void> {
  if (config.CHILDREN === 0) return;
  const province = { seed: config.SEED, children: Math.max(config.CHILDREN, storyCount) };
  let progress: Progress | undefined;
  try {
    await department.fillDemo(province, (children) => {
      progress ??= showProgress(`filling ${department.name}`, province.children, 'children');
      progress.update(children);
    });
  } finally {
    progress?.end();
  }
}

async function prepare(department: OpenSubgraph, config: DepartmentConfig): Promise<void> {
  try {
    await department.prepare();
    await fill(department, config);
  } catch (error) {
    throw explainDatabase(error, config.DATABASE_URL, 'DATABASE_URL');
  }
}

const answerNotYet: RequestListener = (request, response) => {
  if (request.url === '/livez') sendJson(response, 200, { status: 'alive' });
  else sendJson(response, 503, { message: 'The department is starting. Try again in a moment.' });
};

/** How this department seals sets of children for the register, which is another process. */
async function sealingOf(
  { name, sealsCohorts }: Subgraph,
  { REGISTRY_SEAL_KEY: key }: DepartmentConfig,
): Promise<Sealing | undefined> {
  if (!sealsCohorts) return undefined;
  if (key !== undefined) return sealingByKey(key);
  throw new StartProblem(
    `REGISTRY_SEAL_KEY is not set; ${name} needs it to take part in cohorts. npm run seal-key makes one: the register gets the private key, every other department the public one.`,
  );
}

async function start(running: Stoppables): Promise<void> {
  const subgraph = await loadDepartment(await chosenName());
  const config = readDepartmentConfig();
  const sealing = await sealingOf(subgraph, config);
  const tls = readDepartmentTls();
  const department = subgraph.open({
    databaseUrl: config.DATABASE_URL,
    clock: config.CLOCK === undefined ? vietnamClock : fixedClock(config.CLOCK),
    log: createLog(config.LOG_LEVEL),
    ...(sealing && { sealing }),
  });
  running.add(department.close);
  const desk = { answer: answerNotYet };
  const server = await listen(
    (request, response) => desk.answer(request, response),
    { host: config.HOST, port: config.PORT },
    tls,
  );
  running.add(server.close);
  await prepare(department, config);
  department.startCohorts();
  desk.answer = serveSubgraph(department, Buffer.from(config.DEPARTMENT_KEY));
  say(`ready ${department.name} ${server.url}/graphql`);
}

await runUntilStopped(start);
