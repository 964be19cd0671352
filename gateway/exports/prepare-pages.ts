import { serialsOf } from '../audit/children-named.ts';
import type { GatewayContext } from '../context.ts';
import { pageAsker, recordBeginning } from './prepare-export.ts';
import type { AskedExport, PrepareOptions, PreparedExport } from './prepare-export.ts';
import { readNumbers, readPages } from './read-pages.ts';
import type { Item, Page } from './read-pages.ts';
import { writeRows } from './write-rows.ts';

/** The children that are on record, and no others: one who came since is in the next export. */
async function* recorded(
  first: Page,
  others: AsyncIterable<Page>,
  numbers: ReadonlySet<string>,
): AsyncGenerator<readonly Item[]> {
  const known = ({ items }: Page) => items.filter(({ id }) => numbers.has(id));
  yield known(first);
  for await (const page of others) yield known(page);
}

/** Prepares an export by pages through the graph: whatever the operation asks of each child. Throws as `readPages`. */
export async function preparePages(
  { operation, variables, format }: AskedExport,
  options: PrepareOptions,
  context: GatewayContext,
): Promise<PreparedExport> {
  const ask = pageAsker(options, context);
  const numbers = await readNumbers(operation, variables, ask);
  const others = readPages(operation, variables, ask);
  const begun = await others.next();
  const first = begun.done ? { items: [], unauthorized: [] } : begun.value;
  const { unauthorized } = first;
  const childNos = serialsOf([...numbers]);
  await recordBeginning(options, context, operation, { childNos, unauthorized });
  const content = writeRows(format, operation, recorded(first, others, numbers));
  return { content, unauthorized, close: () => undefined };
}
