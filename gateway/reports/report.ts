import type { Localised } from '../plans/localised.ts';
import type { Judgement, Verdict } from '../plans/judge.ts';
import type { Period, Plan, Target } from '../plans/plan-shape.ts';
import type { Day } from '../../shared/time/day.ts';
import type { Missing } from './ask.ts';
import type { RowLevel } from './count-indicator.ts';
import type { ReportDays } from './question-days.ts';

/** A figure of a unit or of the whole: what was counted and how it stands. Counts that are not shown are null. */
export interface Figure extends Judgement {
  numerator: number | null;
  denominator: number | null;
  /** The value of the same period of last year, and by how much it changed since; in the target's unit. */
  lastYear: number | null;
  change: number | null;
}

export interface UnitFigure extends Figure {
  code: string;
  name: string;
  level: RowLevel;
  parentCode: string | null;
}

/** An indicator of a target, and what it came to. */
export interface Measure extends Figure {
  indicator: string;
  title: Localised;
  meaning: Localised;
  clock: Localised;
  source: Localised;
  /** The GraphQL operation that was put to the graph, with the values of its variables. */
  query: string;
  variables: Readonly<Record<string, string>>;
  /** Why there is no figure; empty where there is one. */
  missing: readonly Missing[];
  units: readonly UnitFigure[];
}

/** Who entered a figure, and when. */
export interface Entry {
  note: string | null;
  enteredBy: string;
  /** UTC, ISO 8601. */
  enteredAt: string;
}

/** A figure that somebody entered, for what the graph cannot compute. */
export interface EnteredFigure extends Entry {
  numerator: number;
  denominator: number | null;
}

export type ReportTarget = Pick<
  Target,
  'id' | 'kind' | 'title' | 'quote' | 'comparator' | 'unit' | 'owner' | 'note' | 'notComputable'
> & {
  /** The plan's number as written; null for a trend. */
  target: string | null;
  verdict: Verdict;
  /** The first one counts, unless the plan names several. */
  measures: readonly Measure[];
  entered: (Figure & Entry) | null;
};

/** How far a department's records can be relied on in this report. */
export interface DepartmentCompleteness {
  department: string;
  state: string;
  freshAsOf: string | null;
  /** Records that are linked to no child yet, so that they count for none. */
  unlinkedRecords: number | null;
}

export interface Completeness {
  departments: readonly DepartmentCompleteness[];
  didNotAnswer: readonly string[];
  /** Children whose day of birth is an estimate, and who may count at the wrong age; null where that is not known. */
  unknownBirthDates: number | null;
}

/** A plan's report on one period and unit. */
export interface Report {
  plan: Pick<Plan, 'id' | 'number' | 'issuedOn' | 'title' | 'province' | 'year' | 'unit'>;
  period: Pick<Period, 'id' | 'title' | 'due'> & ReportDays;
  unit: { code: string; name: string };
  /** Whether counts of 1 to 4, and what would give them away, were taken out. */
  isSuppressed: boolean;
  /** UTC, ISO 8601. */
  preparedAt: string;
  today: Day;
  targets: readonly ReportTarget[];
  duties: Plan['duties'];
  completeness: Completeness;
}
