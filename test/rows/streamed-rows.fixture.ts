import { buildASTSchema, getNamedType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { ChildSet } from '../../shared/cohort/child-set.ts';
import type { AskedColumn } from '../../shared/rows/row-request.ts';
import type { Subgraph } from '../../shared/subgraph/define-subgraph.ts';
import type { openDepartment } from '../harness/open-department.ts';

type Department = Awaited<ReturnType<typeof openDepartment>>;

/** What a field on a path is: its type's name, and whether it takes a day. */
function fieldsOn(schema: GraphQLSchema, path: string) {
  let type = schema.getType('Child');
  return path.split('.').map((name) => {
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (field === undefined) throw new Error(`Child has no ${path}.`);
    type = getNamedType(field.type);
    return { name, type, takesDay: field.args.some((argument) => argument.name === 'on') };
  });
}

/** The columns of a department, each with whether its path takes a day. */
export function columnsOf({ rowColumns, typeDefs }: Subgraph) {
  const schema = buildASTSchema(typeDefs, { assumeValid: true, assumeValidSDL: true });
  return rowColumns.map((path) => {
    const fields = fieldsOn(schema, path);
    const last = fields.at(-1)?.type;
    const kind = isObjectType(last) ? 'Object' : String(last);
    return { path, kind, takesDay: fields.some(({ takesDay }) => takesDay), fields };
  });
}

type Columns = ReturnType<typeof columnsOf>;

/** The selection that asks the graph for one path. */
function selectionOf({ fields, kind }: Columns[number], on: string | null): string {
  const place = on === null ? '' : `(on: "${on}")`;
  const names = fields.map(({ name, takesDay }) => `${name}${takesDay ? place : ''}`);
  const closing = '}'.repeat(names.length - 1);
  return `${names.join(' { ')}${kind === 'Object' ? ' { __typename }' : ''} ${closing}`;
}

function valueAt(child: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? Reflect.get(value, name) : null,
      child,
    );
}

/** What the graph answers of children, in the form of a stream: by serial, a value a column. */
export async function answeredRows(
  department: Department,
  columns: Columns,
  childNos: readonly number[],
  on: string | null,
): Promise<Map<number, unknown[]>> {
  const representations = childNos.map((childNo) => ({
    __typename: 'Child',
    id: formatChildNumber(childNo),
  }));
  const fields = columns.map((column) => `... on Child { ${selectionOf(column, on)} }`).join(' ');
  const { data, errors } = await department.ask(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${fields} } }`,
    { representations },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const children: unknown = data?.['_entities'];
  if (!Array.isArray(children)) throw new Error('No children came.');
  return new Map(
    childNos.map((childNo, place) => {
      const values = columns.map(({ path, kind }) => {
        const value = valueAt(children[place], path) ?? null;
        return kind === 'Object' ? value !== null : value;
      });
      return [childNo, values];
    }),
  );
}

const UNESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function readValue(text: string, kind: string): unknown {
  if (kind === 'Object') return text === 't';
  if (text === '\\N') return null;
  if (kind === 'Boolean') return text === 't';
  if (kind === 'Int' || kind === 'Float') return Number(text);
  return text.replace(/\\(.)/g, (_, letter: string) => UNESCAPED[letter] ?? letter);
}

/** What the department streams of children. Throws where the stream does not end as it should. */
export async function streamedRows(
  department: Department,
  columns: Columns,
  childNos: readonly number[],
  on: string | null,
): Promise<Map<number, unknown[]>> {
  const asked = columns.map(({ path, takesDay }): AskedColumn => ({
    path,
    ...(on !== null && takesDay && { on }),
  }));
  const request = { columns: asked, children: ChildSet.of(childNos) };
  const chunks: Buffer[] = [];
  for await (const chunk of department.rows(request)) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString('utf8').split('\n');
  const last = lines.splice(-2);
  if (last.join('\n') !== `\\.\t${lines.length}\n`) throw new Error(`It ended: ${last.join()}`);
  return new Map(
    lines.map((line) => {
      const [childNo, ...values] = line.split('\t');
      const read = values.map((text, place) => readValue(text, columns[place]?.kind ?? ''));
      return [Number(childNo), read];
    }),
  );
}

/** Of whom nothing is recorded has no row: that is the same as one of nothings. */
export function withNothings(
  rows: ReadonlyMap<number, unknown[]>,
  columns: Columns,
  childNos: readonly number[],
): Map<number, unknown[]> {
  const nothing = columns.map(({ kind }) => (kind === 'Object' ? false : null));
  return new Map(childNos.map((childNo) => [childNo, rows.get(childNo) ?? nothing]));
}
