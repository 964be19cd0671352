import { sql } from 'kysely';
import { checkAsks, checkPeriod, isWithin } from '../../shared/cohort/check-criteria.ts';
import { defineCriterion } from '../../shared/cohort/criterion.ts';
import { defineTopic } from '../../shared/cohort/topic.ts';
import { GraphError } from '../../shared/errors/graph-error.ts';
import { daysBetween } from '../../shared/time/day.ts';
import type { Day } from '../../shared/time/day.ts';
import { isGoodOn } from './insurance/is-insured.ts';
import { cardFacts, measurementFacts } from './queries.ts';
import type { CardFacts, MeasurementFacts } from './queries.ts';
import type { HealthInsuranceCriteria, NutritionCriteria } from './schema.types.ts';

type Asked<Value> = Value | null | undefined;

const cards = defineTopic<CardFacts>({
  name: 'health_insurance_card',
  records: cardFacts,
  blank: { beneficiaryCode: '', issuedOn: '', validFrom: '', validTo: null, withdrawnOn: null },
});

const measurements = defineTopic<MeasurementFacts>({
  name: 'nutrition_measurement',
  records: measurementFacts,
  order: sql`measured_on, id`,
  blank: { measuredOn: '', underweight: null, stunted: null, wasted: null, undernourished: null },
});

/** The records that cohorts are narrowed by here. */
export const topics = [cards, measurements];

function checkDays(days: Asked<number>): void {
  if (days === null || days === undefined || days >= 0) return;
  throw new GraphError('INVALID_ARGUMENT', {
    en: `issuedWithinDays is ${days}; give the days after birth, 0 or more.`,
    vi: `issuedWithinDays là ${days}; hãy nhập số ngày sau khi sinh, từ 0 trở lên.`,
  });
}

/** A card for children under six is good from birth: that is how the day of birth is known here. */
function isIssuedWithin({ beneficiaryCode, issuedOn, validFrom }: CardFacts, days: Asked<number>) {
  if (days === null || days === undefined) return true;
  return beneficiaryCode === 'TE' && daysBetween(validFrom, issuedOn) <= days;
}

/** Whether a card is of those asked about. One is good on its days of validity, whenever it was issued. */
function isAskedFor(card: CardFacts, where: HealthInsuranceCriteria, asOf: Day): boolean {
  const { insured, issuedFrom, issuedTo, issuedWithinDays } = where;
  const isOnlyGood = !issuedFrom && !issuedTo && typeof issuedWithinDays !== 'number';
  const mustBeGood = typeof insured === 'boolean';
  return (
    (!mustBeGood || isGoodOn(card, asOf)) &&
    ((mustBeGood && isOnlyGood) || isWithin(card.issuedOn, issuedFrom, issuedTo, asOf)) &&
    isIssuedWithin(card, issuedWithinDays)
  );
}

export const healthInsurance = defineCriterion(
  cards,
  (where: HealthInsuranceCriteria, asOf: Day) => {
    checkAsks(where);
    checkPeriod('issued', where.issuedFrom, where.issuedTo);
    checkDays(where.issuedWithinDays);
    return [
      {
        asked: { ...where, insured: typeof where.insured === 'boolean' },
        not: where.insured === false,
        holds: (records) => records.some((card) => isAskedFor(card, where, asOf)),
      },
    ];
  },
);

const FORMS = ['underweight', 'stunted', 'wasted', 'undernourished'] as const;

/** Whether the newest measurement in the period that could be judged in this form was judged as asked. */
function isJudged(
  inPeriod: readonly MeasurementFacts[],
  form: (typeof FORMS)[number],
  asked: Asked<boolean>,
): boolean {
  if (asked === null || asked === undefined) return true;
  return inPeriod.findLast((measurement) => measurement[form] !== null)?.[form] === asked;
}

export const nutrition = defineCriterion(measurements, (where: NutritionCriteria, asOf: Day) => {
  const { measured, measuredFrom, measuredTo } = where;
  checkAsks(where);
  checkPeriod('measured', measuredFrom, measuredTo);
  return [
    {
      asked: { ...where, measured: true },
      not: measured === false,
      holds: (records) => {
        const inPeriod = records.filter(({ measuredOn }) =>
          isWithin(measuredOn, measuredFrom, measuredTo, asOf),
        );
        return inPeriod.length > 0 && FORMS.every((form) => isJudged(inPeriod, form, where[form]));
      },
    },
  ];
});
