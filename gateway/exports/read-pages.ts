import { z } from 'zod';
import { ERROR_CODES, GraphError } from '../../shared/errors/graph-error.ts';
import type { ErrorCode } from '../../shared/errors/graph-error.ts';
import { TICKET } from './export-operation.ts';
import type { ExportOperation } from './export-operation.ts';

/** Children of one page; a department is asked for so many at once. */
const PAGE = 500;

/** What whoever exports can mend; anything else is for the departments to mend. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  INVALID_CHILD_NUMBER: 400,
  INVALID_DATE: 400,
  UNKNOWN_UNIT: 400,
  INVALID_ARGUMENT: 400,
  OPERATION_TOO_EXPENSIVE: 400,
  PURPOSE_FORBIDS: 403,
  OPERATION_NOT_TRUSTED: 403,
};

const pageForm = z.object({
  nodes: z.array(z.looseObject({ id: z.string() })),
  pageInfo: z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});
const values = z.record(z.string(), z.unknown());
const errorForm = z.looseObject({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).default([]),
  extensions: z.looseObject({
    code: z.enum(ERROR_CODES).catch('INTERNAL_SERVER_ERROR'),
    messageVi: z.string().default(''),
  }),
});

/** A child as the operation asks for it. */
export type Item = z.infer<typeof pageForm>['nodes'][number];

/** Some children of an export. */
export interface Page {
  items: readonly Item[];
  /** Fields the viewer may not see, which are null in every item. */
  unauthorized: readonly string[];
}

/** An answer of the graph. */
export interface PageAnswer {
  data?: unknown;
  errors?: readonly unknown[] | undefined;
}

/** Asks the graph under the rules of whoever exports. */
export type AskPage = (
  text: string,
  operationName: string,
  variables: Record<string, unknown>,
) => Promise<PageAnswer>;

function at(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => values.safeParse(value).data?.[key], data);
}

/**
 * The errors of an answer, but for what is said of records that wait in the review list: what is known without them was
 * given, and one of them must not keep back a whole list.
 */
function errorsOf({ errors }: PageAnswer): z.infer<typeof errorForm>[] {
  const all = z.array(errorForm).parse(JSON.parse(JSON.stringify(errors ?? [])));
  return all.filter(({ extensions }) => extensions.code !== 'NOT_LINKED');
}

/** An export holds all that it says, or it ends: a value that a department did not give must not look like none. */
function refuseGaps(errors: readonly z.infer<typeof errorForm>[]): void {
  const gap = errors.find(({ extensions }) => extensions.code !== 'UNAUTHORIZED_FIELD');
  if (gap === undefined) return;
  const { code, messageVi, ...details } = gap.extensions;
  const status = STATUS[code] ?? 503;
  const message = { en: gap.message, vi: messageVi || gap.message };
  throw new GraphError(code, message, { ...details, http: { status } });
}

function nothingToList(errors: readonly z.infer<typeof errorForm>[]): GraphError {
  const fields = [...new Set(errors.map(({ path }) => path.join('.')))].join(', ');
  return new GraphError(
    'UNAUTHORIZED_FIELD',
    {
      en: `You may not list these children${fields && ` (${fields})`}: ask for the scopes, or state the purpose, that the operation needs.`,
      vi: `Bạn không được liệt kê các trẻ em này${fields && ` (${fields})`}: hãy xin quyền hoặc nêu mục đích mà câu hỏi cần.`,
    },
    { http: { status: 403 } },
  );
}

function readPage(answer: PageAnswer, path: readonly string[]) {
  const errors = errorsOf(answer);
  refuseGaps(errors);
  const { success, data } = pageForm.safeParse(at(answer.data, path));
  if (!success) throw nothingToList(errors);
  return { ...data, unauthorized: [...new Set(errors.map(({ path: place }) => place.join('.')))] };
}

async function* readAll(
  text: string,
  { name, path }: ExportOperation,
  variables: Readonly<Record<string, unknown>>,
  ask: AskPage,
): AsyncGenerator<Page> {
  let after: string | null = null;
  do {
    const answer: PageAnswer = await ask(text, name, { ...variables, first: PAGE, after });
    const { nodes, pageInfo, unauthorized } = readPage(answer, path);
    yield { items: nodes, unauthorized };
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
}

/** The numbers of all children of an export, page by page. Throws as `readPages`. */
export async function readNumbers(
  operation: ExportOperation,
  variables: Readonly<Record<string, unknown>>,
  ask: AskPage,
): Promise<Set<string>> {
  const numbers = new Set<string>();
  for await (const { items } of readAll(operation.numbersText, operation, variables, ask))
    for (const { id } of items) numbers.add(id);
  return numbers;
}

/**
 * The children of an export, page by page. Throws UNAUTHORIZED_FIELD (403) where they may not be listed, and the error
 * of a department that did not answer (503).
 */
export function readPages(
  operation: ExportOperation,
  variables: Readonly<Record<string, unknown>>,
  ask: AskPage,
): AsyncGenerator<Page> {
  return readAll(operation.text, operation, variables, ask);
}

/** A list as the register can stream it. */
export interface Ticket {
  /** Null where the register gives none. */
  list: string | null;
  unauthorized: readonly string[];
}

/** Asks for all of one child of an export, for what refuses it, and for its ticket. Throws as `readPages`. */
export async function readTicket(
  { name, path, ticketText }: ExportOperation,
  variables: Readonly<Record<string, unknown>>,
  ask: AskPage,
): Promise<Ticket> {
  const answer = await ask(ticketText, name, { ...variables, first: 1, after: null });
  const { unauthorized } = readPage(answer, path);
  const list = z.string().safeParse(at(answer.data, [...path, TICKET])).data ?? null;
  return { list, unauthorized };
}
