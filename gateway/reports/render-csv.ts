import { writeCsv } from '../../shared/tables/csv.ts';
import type { TableValue } from '../../shared/tables/csv.ts';
import type { Figure, Report, ReportTarget } from './report.ts';

/** Names of the columns; they stay as they are, since tools are set up by them. */
const HEADER = [
  ...['plan', 'period', 'from', 'to', 'as_of', 'target', 'target_title', 'comparator', 'goal'],
  ...['unit_of_measure', 'indicator', 'indicator_title', 'level', 'unit_code', 'unit_name'],
  ...['parent_code', 'numerator', 'denominator', 'value', 'verdict', 'distance', 'last_year'],
  ...['change', 'entered_by', 'entered_at', 'note', 'unlinked_records'],
];

/** Which row of a report a figure is in. */
type Place = readonly [level: string, code: string, name: string, parent: string | null];

function figureCells(figure: Figure): TableValue[] {
  const { numerator, denominator, value, verdict, distance, lastYear, change } = figure;
  return [numerator, denominator, value, verdict, distance, lastYear, change];
}

function rowsOf(report: Report, target: ReportTarget): TableValue[][] {
  const { plan, period, unit } = report;
  const head = [
    ...[plan.id, period.id, period.from, period.to, period.asOf, target.id, target.title.vi],
    ...[target.comparator, target.target, target.unit],
  ];
  const whole: Place = ['REPORT_UNIT', unit.code, unit.name, null];
  const measured = target.measures.flatMap((measure) => {
    const row = (place: Place, figure: Figure) => [
      ...head,
      ...[measure.indicator, measure.title.vi, ...place, ...figureCells(figure)],
      ...[null, null, measure.missing.map(({ code }) => code).join(' ') || null],
    ];
    const units = measure.units.map((each) =>
      row([each.level, each.code, each.name, each.parentCode], each),
    );
    return [row(whole, measure), ...units];
  });
  if (target.measures.length > 0) return measured;
  const { entered, notComputable } = target;
  const figures = entered
    ? figureCells(entered)
    : [null, null, null, target.verdict, null, null, null];
  const who = entered ? [entered.enteredBy, entered.enteredAt, entered.note] : [null, null];
  return [
    [
      ...head,
      null,
      null,
      ...whole,
      ...figures,
      ...who,
      ...(entered ? [] : [notComputable?.vi ?? null]),
    ],
  ];
}

/** Of each department asked, how many of its records are linked to no child; it is left out where it did not say. */
function unlinkedIn({ completeness }: Report): string {
  return completeness.departments
    .filter(({ unlinkedRecords }) => unlinkedRecords !== null)
    .map(({ department, unlinkedRecords }) => `${department}:${unlinkedRecords}`)
    .join(' ');
}

/** A report as CSV: one row for each target, indicator and unit. */
export function renderCsv(report: Report): string {
  const unlinked = unlinkedIn(report);
  const rows = report.targets.flatMap((target) => rowsOf(report, target));
  return writeCsv(
    HEADER,
    rows.map((row) => [...row, unlinked]),
  );
}
