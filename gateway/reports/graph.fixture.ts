import { fixedClock } from '../../shared/time/clock.ts';
import { readIndicators } from '../indicators/read-indicators.ts';
import { readPlans } from '../plans/read-plans.ts';
import type { Ask, GraphAnswer } from './ask.ts';
import type { ReportRequest, ReportResources } from './build-report.ts';

export const indicators = readIndicators();
export const plans = readPlans(indicators);

export const resources: ReportResources = {
  indicators,
  clock: fixedClock('2022-12-31'),
  findFigure: async () => null,
};

/** Two districts of three and two communes. */
const COMMUNES: Readonly<Record<string, readonly string[]>> = {
  '288': ['10507', '10510', '10513'],
  '290': ['10540', '10543'],
};
const DISTRICTS = Object.keys(COMMUNES);

/** How many children of a commune a cohort holds on a day. */
export type CountOf = (cohort: string, commune: string, asOf: string) => number;

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

function countsOf(communesOf: readonly string[], count: (commune: string) => number) {
  const within = (code: string) =>
    (COMMUNES[code] ?? [code]).filter((each) => communesOf.includes(each));
  const row = (code: string, parent: string) => ({
    unit: { id: `${code} from 2019`, code, name: `Đơn vị ${code}`, parent: { code: parent } },
    count: sum(within(code).map(count)),
  });
  const districts = DISTRICTS.filter((code) => within(code).length > 0);
  return {
    count: sum(communesOf.map(count)),
    districts: districts.map((code) => row(code, '30')),
    communes: districts.flatMap((code) => within(code).map((each) => row(each, code))),
  };
}

function nest(path: readonly string[], counts: object, into: Record<string, unknown>): void {
  const [key = '', ...rest] = path;
  const below: Record<string, unknown> = Object.assign({}, into[key]);
  into[key] = below;
  if (rest.length === 0) Object.assign(below, counts);
  else nest(rest, counts, below);
}

function lineOf(code: string) {
  const district = DISTRICTS.find((each) => COMMUNES[each]?.includes(code));
  const province = { code: '30', name: 'Tỉnh Hải Dương', parent: null };
  if (code === '30') return province;
  const inDistrict = {
    code: district ?? code,
    name: `Huyện ${district ?? code}`,
    parent: province,
  };
  return district === undefined ? inDistrict : { code, name: `Xã ${code}`, parent: inDistrict };
}

const ANSWERED = { state: 'ANSWERED', freshAsOf: '2022-12-30T01:00:00.000Z', unlinkedRecords: 2 };

/** A graph that counts as it is told; departments that are down leave out what they narrow. */
export function graphOf(countOf: CountOf, down: readonly string[] = []): Ask {
  return async ({ operationName }, variables): Promise<GraphAnswer> => {
    const { unit = '30', asOf = '', code = '' } = variables;
    const known = ['30', ...DISTRICTS, ...Object.values(COMMUNES).flat()];
    if (operationName === 'ReportUnit')
      return { data: { administrativeUnit: known.includes(code) ? lineOf(code) : null } };
    if (operationName === 'UnknownBirthDates') return { data: { cohort: { count: 3 } } };
    const indicator = [...indicators.values()].find((each) => each.operationName === operationName);
    if (indicator === undefined) throw new Error(`Nobody knows ${operationName}.`);
    const isDown = down.some((field) => indicator.text.includes(field));
    const states = {
      registry: ANSWERED,
      health: { ...ANSWERED, ...(isDown && { state: 'UNAVAILABLE', unlinkedRecords: null }) },
    };
    const error = {
      message: 'The department health did not answer.',
      extensions: { code: 'DEPARTMENT_UNAVAILABLE', department: 'health' },
    };
    if (isDown) return { data: {}, errors: [error], extensions: { departments: states } };
    const communes = DISTRICTS.flatMap((each) => COMMUNES[each] ?? []).filter(
      (each) => unit === '30' || unit === each || COMMUNES[unit]?.includes(each),
    );
    const data = {};
    const put = (path: readonly string[] | null, cohort: string | null) => {
      if (path === null || cohort === null) return;
      nest(
        path,
        countsOf(communes, (commune) => countOf(cohort, commune, asOf)),
        data,
      );
    };
    put(indicator.denominator, indicator.denominatorCohort);
    put(indicator.numerator, indicator.numeratorCohort);
    return { data, extensions: { departments: states } };
  };
}

/** A request for the annual report of a plan, by a viewer of the province. */
export function annual(
  planId: string,
  ask: Ask,
  others: Partial<ReportRequest> = {},
): ReportRequest {
  const plan = plans.get(planId);
  const period = plan?.periods.find(({ id }) => id === 'annual');
  if (plan === undefined || period === undefined) throw new Error(`There is no plan ${planId}.`);
  const viewer = { units: ['30'], seesExact: true };
  const findUnlinked = async () => ({});
  return { plan, period, unit: '30', asOf: period.cutOff, viewer, ask, findUnlinked, ...others };
}
