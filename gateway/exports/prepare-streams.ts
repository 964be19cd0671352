import type { ChildSet } from '../../shared/cohort/child-set.ts';
import type { GatewayContext } from '../context.ts';
import { pageAsker, recordBeginning } from './prepare-export.ts';
import type { AskedExport, PrepareOptions, PreparedExport } from './prepare-export.ts';
import { readTicket } from './read-pages.ts';
import { openStreams } from './rows/open-streams.ts';
import { writeMerged } from './rows/write-merged.ts';

function serialsIn(children: ChildSet): number[] {
  const serials: number[] = [];
  children.forEach((childNo) => {
    serials.push(childNo);
  });
  return serials;
}

/**
 * Prepares an export by merging the departments' streams; null where some of it is not streamed. One child is asked for
 * through the graph before, so that whatever refuses a page refuses the export alike. Throws as `readPages`.
 */
export async function prepareStreams(
  { operation, variables, format }: AskedExport,
  options: PrepareOptions,
  context: GatewayContext,
): Promise<PreparedExport | null> {
  const scopes = context.viewer?.scopes ?? new Set();
  const plan = options.planRows({ operation, variables, scopes });
  if (plan === null) return null;
  const ask = pageAsker(options, context);
  const { list, unauthorized } = await readTicket(operation, variables, ask);
  const streams =
    list === null
      ? null
      : await openStreams(plan, list, { ...options, grantFor: context.grantFor });
  if (streams === null) return null;
  const { children, merger, close } = streams;
  try {
    const { what } = context.trace;
    what.fields = [...new Set([...what.fields, ...plan.coordinates])];
    const childNos = serialsIn(children);
    await recordBeginning(options, context, operation, { childNos, unauthorized });
    return { content: writeMerged(format, operation, plan, merger), unauthorized, close };
  } catch (error) {
    close();
    throw error;
  }
}
