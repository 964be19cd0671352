import { HeaderMap } from '@apollo/server';
import type { ApolloServer, GraphQLResponse } from '@apollo/server';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { GatewayContext } from '../context.ts';
import type { Viewer } from '../identity/viewer.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Indicators } from '../indicators/read-indicators.ts';
import type { Plans } from '../plans/read-plans.ts';
import type { RequestHooks } from '../plugins/request-hooks.ts';
import { askGraph } from './ask-graph.ts';
import type { Ask } from './ask.ts';
import { countIndicators } from './count-indicators.ts';
import type { CountViewer } from './count-indicators.ts';
import { questionDays } from './question-days.ts';
import type { ReportDays } from './question-days.ts';
import { findUnit } from './unit.ts';
import { writeCounts } from './write-counts.ts';

/** What published counts are made of. */
export interface PublishedCounts {
  indicators: Indicators;
  plans: Plans;
}

type Variables = Readonly<Record<string, unknown>>;

type SingleResult = Extract<GraphQLResponse['body'], { kind: 'single' }>['singleResult'];

/** What one count needs. */
interface Counting {
  indicators: Indicators;
  days: readonly ReportDays[];
  viewer: CountViewer;
  ask: Ask;
}

/** The days that reports count by, each once. */
function reportDays(plans: Plans): ReportDays[] {
  const periods = [...plans.values()].flatMap((plan) => plan.periods);
  const days = periods.map(({ from, to, cutOff }) => ({ from, to, asOf: cutOff }));
  return [...new Map(days.map((each) => [JSON.stringify(each), each])).values()];
}

function otherDays(days: readonly ReportDays[]): GraphError {
  const list = days.map(({ from, to, asOf }) => `${from} to ${to} as of ${asOf}`).join('; ');
  return new GraphError('INVALID_ARGUMENT', {
    en: `With your access, children are counted on the cut-off dates of the plans only. Send the days of one of these: ${list}.`,
    vi: `Với quyền của bạn, chỉ được đếm theo ngày chốt số liệu của các kế hoạch. Hãy gửi ngày của một kỳ: ${list}.`,
  });
}

/** The report days that these variables are of. Errors: INVALID_ARGUMENT, which names those there are. */
function daysOf(
  { variables: names }: Indicator,
  given: Variables,
  unit: string,
  days: readonly ReportDays[],
): ReportDays {
  const found = days.find((each) => {
    const meant = questionDays(unit, each);
    return names.every((name) => given[name] === meant[name]);
  });
  if (found === undefined) throw otherDays(days);
  return found;
}

/** Whoever may count by what was published, and may not see small counts. */
function countsOnly(viewer: Viewer | null | undefined): viewer is Viewer {
  return viewer?.scopes.has('cohort:count') === true && !viewer.scopes.has('cohort:exact');
}

/** Whether this is a question that counting itself puts to the graph. */
function isInner({ grantFor, countingGrantFor }: GatewayContext): boolean {
  return grantFor === countingGrantFor;
}

/** Counts one indicator among all, and writes it down as the graph would answer it. */
async function answerOf(
  indicator: Indicator,
  given: Variables,
  { indicators, days, ask, viewer }: Counting,
): Promise<SingleResult> {
  const unitCode = String(given['unit']);
  const asked = daysOf(indicator, given, unitCode, days);
  const unit = await findUnit(unitCode, asked.asOf, viewer.units, ask);
  const counts = await countIndicators(indicators.values(), { unit, days: asked, viewer, ask });
  const count = counts.find((each) => each.indicator.id === indicator.id);
  const errors = (count?.missing ?? []).map(({ message, ...extensions }) => ({
    message,
    extensions,
  }));
  const data = writeCounts(indicator, count?.counted ?? null);
  return { data, ...(errors.length > 0 && { errors }) };
}

/** What was asked wrongly is said in the answer. */
function refusalOf(error: unknown): SingleResult {
  if (!(error instanceof GraphError)) throw error;
  const { message, extensions } = error;
  return { errors: [{ message, extensions: { ...extensions, http: undefined } }] };
}

/**
 * Answers an indicator that a viewer without `cohort:exact` asks by its documentId: counted in whole units on a plan's
 * days, together with all other indicators, so that the holes are those of every report.
 */
export function publishedCounts(
  { indicators, plans }: PublishedCounts,
  server: () => ApolloServer<GatewayContext>,
): RequestHooks<GatewayContext> {
  const days = reportDays(plans);
  const known = new Map([...indicators.values()].map((each) => [each.hash, each]));
  return {
    responseForOperation: async ({ queryHash = '', request, contextValue: context }) => {
      const indicator = known.get(queryHash);
      if (indicator === undefined || isInner(context) || !countsOnly(context.viewer)) return null;
      const viewer = { units: context.viewer.units, seesExact: false };
      const counting = { indicators, days, viewer, ask: askGraph(server(), context) };
      const singleResult = await answerOf(indicator, request.variables ?? {}, counting).catch(
        refusalOf,
      );
      return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult } };
    },
  };
}
