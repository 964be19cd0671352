import { StartProblem } from '../start/start-problem.ts';
import type { Column } from './column.ts';
import type { RecordKind } from './record-kind.ts';

/** A department that may take records in from files. */
export interface Importer {
  name: string;
  imports: readonly RecordKind[];
}

const HOW = 'npm run import -- <department> <kind> FILE [--dry-run] [--all-or-nothing]';

function listKinds(departments: readonly Importer[]): string {
  return departments
    .flatMap(({ name, imports }) =>
      imports.map((kind) => `  ${name} ${kind.name}   ${kind.title.vi} / ${kind.title.en}`),
    )
    .join('\n');
}

/**
 * What can be imported: of the department that was named, or of all. Throws StartProblem where a department or kind was
 * named that there is not.
 */
export function describeKinds(
  departments: readonly Importer[],
  asked: { department?: string | undefined; kind?: string | undefined },
): string {
  const known = departments.filter(({ name }) => name === asked.department);
  const list = `${HOW}\n${listKinds(known.length > 0 ? known : departments)}`;
  const isUnknown =
    asked.kind !== undefined || (asked.department !== undefined && known.length === 0);
  if (!isUnknown) return list;
  const wrong = known.length === 0 ? asked.department : asked.kind;
  throw new StartProblem(`There is no ${JSON.stringify(wrong)} to import. Say ${list}`);
}

function describeColumn({ isRequired, vi, en, holds }: Column): string {
  return `  ${isRequired ? '*' : ' '} ${vi[0]} / ${en[0]}: ${holds}`;
}

/** The columns of a kind's files; a star marks those that a file must have. */
export function describeKind(department: string, { name, title, columns }: RecordKind): string {
  return [
    `npm run import -- ${department} ${name} FILE`,
    `${title.vi} / ${title.en}: cột (* bắt buộc) / columns (* required), theo thứ tự nào cũng được / in any order`,
    ...columns.map(describeColumn),
  ].join('\n');
}
