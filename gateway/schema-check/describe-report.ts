import type { SchemaReport } from './check-schema.ts';
import type { JudgedChange } from './judge-changes.ts';
import { writeTable } from './write-table.ts';

function effectOf({ broken, breaks, concerned }: JudgedChange): string {
  if (broken.length > 0) return `BREAKS ${broken.join('; ')}`;
  if (concerned.length > 0) return `to be told: ${concerned.join('; ')}`;
  return breaks.length > 0 ? 'breaking, but for nobody who is known' : 'harmless';
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [title, writeTable(rows), ''];
}

function changeRows(changes: readonly JudgedChange[]): string[][] {
  return changes.map((change) => [change.coordinate, change.words, effectOf(change)]);
}

function problemRows({ problems }: SchemaReport): string[][] {
  return problems.map(({ code, line, message }) => [
    code,
    line === null ? '' : `line ${line}`,
    message,
  ]);
}

function verdict({ problems }: SchemaReport, department: string): string {
  if (problems.length === 0)
    return `${department} may publish this schema. Its signature is checked when it does.`;
  const reasons = problems.length === 1 ? 'one reason' : `${problems.length} reasons`;
  return `${department} may not publish this schema, for ${reasons}.`;
}

/** What a check came to, for reading. */
export function describeReport(department: string, report: SchemaReport): string {
  const { changes, deprecated, problems } = report;
  const still = deprecated.map(({ coordinate, reason, users }) => [
    coordinate,
    reason,
    users.length === 0
      ? 'used by nobody: it can be taken out'
      : `still used by ${users.join('; ')}`,
  ]);
  const composes = report.supergraphSdl !== null;
  return [
    ...section('What changes', changeRows(changes)),
    ...(composes && changes.length === 0 ? ['Nothing changes for those who ask.', ''] : []),
    ...section('What is to go', still),
    ...section('Why it is refused', problems.length === 0 ? [] : problemRows(report)),
    verdict(report, department),
  ].join('\n');
}
