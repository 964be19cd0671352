/**
 * One of our departments that also answers a router which knows a second key and sends it as a fixed header, as no
 * department does in production: whoever has the key is granted everything.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { listen } from '../../../shared/http/listen.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { sendJson } from '../../../shared/http/send-json.ts';
import { createLog } from '../../../shared/log/create-log.ts';
import { runUntilStopped } from '../../../shared/start/run-until-stopped.ts';
import { say } from '../../../shared/start/say.ts';
import { fixedClock } from '../../../shared/time/clock.ts';
import { loadDepartment } from '../../../subgraphs/discover.ts';
import { readProgramSettings } from '../config.ts';
import { DAY } from '../province/day.ts';
import { grantOfEverything } from './grant-of-everything.ts';
import { TRUSTED_HEADER, trustedForm } from './settings.ts';

const LONGEST_CALL = 16 * 1024 * 1024;

const callForm = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

await runUntilStopped(async (running) => {
  const { name, url, scopes, key } = readProgramSettings(trustedForm);
  const subgraph = await loadDepartment(name);
  const log = createLog('warn');
  const department = subgraph.open({ databaseUrl: url, clock: fixedClock(DAY), log });
  running.add(department.close);
  if (name === 'registry') department.startCohorts();
  const grant = grantOfEverything(name, scopes);
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers[TRUSTED_HEADER] !== key) {
      sendJson(response, 401, { errors: [{ message: 'The second key is wrong.' }] });
      return;
    }
    const call = callForm.parse(JSON.parse(await readBody(request, LONGEST_CALL)));
    const { query, variables, operationName } = call;
    const asked = {
      query,
      ...(variables && { variables }),
      ...(operationName && { operationName }),
    };
    sendJson(response, 200, await department.answer(asked, grant));
  };
  const server = await listen(
    (request, response) => {
      answer(request, response).catch(() => {
        response.destroy();
      });
    },
    { host: '127.0.0.1', port: 0 },
  );
  running.add(server.close);
  say(`ready ${server.url}/graphql`);
});
