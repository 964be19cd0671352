import { z } from 'zod';
import type { GatewayContext } from '../context.ts';
import { withoutIndexes } from '../departments/fetch-paths.ts';
import type { RequestHooks } from './request-hooks.ts';

const brokenValues = z.array(
  z.object({ path: z.array(z.union([z.string(), z.number()])).optional() }),
);

/** What @apollo/gateway says of values that broke their type's rules, which it keeps out of `errors`. */
function brokenPaths(valueCompletion: unknown): (string | number)[][] {
  const { data = [] } = brokenValues.safeParse(JSON.parse(JSON.stringify(valueCompletion)));
  return data.map(({ path = [] }) => path);
}

/** Adds to each answer what the departments did: their errors in `errors`, their state in `extensions.departments`. */
export const departmentReport: RequestHooks<GatewayContext> = {
  willSendResponse: ({ response: { body }, contextValue: { ledger, requestId } }) => {
    if (body.kind !== 'single' || body.singleResult.data === undefined) return;
    const { valueCompletion, ...extensions } = body.singleResult.extensions ?? {};
    if (valueCompletion !== undefined)
      for (const path of brokenPaths(valueCompletion))
        ledger.recordBrokenValue(withoutIndexes(path));
    const { errors } = ledger;
    if (errors.length > 0)
      body.singleResult.errors = [...(body.singleResult.errors ?? []), ...errors];
    body.singleResult.extensions = { departments: ledger.departments, requestId, ...extensions };
  },
};
