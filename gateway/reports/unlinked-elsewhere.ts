import { parse } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { callDepartment } from '../departments/call-department.ts';
import type { CallOptions } from '../departments/call-department.ts';
import type { GraphAnswer } from './ask.ts';

/** The emptiest question: what is wanted stands beside its answer. */
const NOTHING = '{ __typename }';
const document = parse(NOTHING);

/**
 * What departments hold that is linked to no child yet, also those that no indicator of a report asks: in the form of an
 * answer, with those alone that hold any. One that does not answer is none of the report's questions, and left out.
 */
export async function unlinkedElsewhere(
  ways: readonly CallOptions[],
  context: Pick<GatewayContext, 'grantFor' | 'deadline'>,
): Promise<GraphAnswer> {
  const states = await Promise.all(
    ways.map(async (way) => {
      const outcome = await callDepartment(way, { query: NOTHING }, context, { document });
      const state = 'answer' in outcome ? outcome.answer.extensions?.dataState : undefined;
      return state ? [{ name: way.client.name, ...state }] : [];
    }),
  );
  const departments = states
    .flat()
    .filter(({ unlinkedRecords }) => unlinkedRecords > 0)
    .map(({ name, ...told }) => [name, { state: 'ANSWERED', ...told }] as const);
  return { extensions: { departments: Object.fromEntries(departments) } };
}
