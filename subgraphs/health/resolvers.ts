import { formatChildNumber, parseChildNumber } from '../../shared/children/child-number.ts';
import { narrow } from '../../shared/cohort/narrow.ts';
import { pageOf } from '../../shared/graphql/connection.ts';
import { daysBetween } from '../../shared/time/day.ts';
import { healthInsurance, nutrition } from './criteria.ts';
import { isInsured } from './insurance/is-insured.ts';
import { socialInsuranceNumberOf } from './insurance/social-insurance-number.ts';
import type { Resolvers } from './schema.types.ts';

const MOST_MEASUREMENTS_A_PAGE = 100;

export const resolvers: Resolvers = {
  Child: {
    __resolveReference: async ({ id }) => ({ childNo: parseChildNumber(id) }),
    id: ({ childNo }) => formatChildNumber(childNo),
    healthInsurance: async ({ childNo }, _, { loaders }) => {
      const cards = await loaders.healthInsuranceCards.load(childNo);
      return cards.length === 0 ? null : { cards };
    },
    nutrition: async ({ childNo }, _, { loaders }) => {
      const measurements = await loaders.nutritionMeasurements.load(childNo);
      return measurements.length === 0 ? null : { measurements };
    },
  },
  Cohort: {
    withHealthInsurance: (cohort, { where }, context) =>
      narrow(cohort, healthInsurance, where, context),
    withNutrition: (cohort, { where }, context) => narrow(cohort, nutrition, where, context),
  },
  HealthInsurance: {
    insured: ({ cards }, { on }, { clock }) => isInsured(cards, on ?? clock.today()),
  },
  HealthInsuranceCard: {
    socialInsuranceNumber: ({ number }) => socialInsuranceNumberOf(number),
  },
  Nutrition: {
    latest: ({ measurements }) => measurements[0] ?? null,
    measurements: ({ measurements }, page) =>
      pageOf(measurements, page, {
        keyOf: ({ measuredOn, id }) => `${measuredOn} ${id}`,
        most: MOST_MEASUREMENTS_A_PAGE,
      }),
  },
  NutritionMeasurement: {
    ageDays: ({ dateOfBirth, measuredOn }) => daysBetween(dateOfBirth, measuredOn),
  },
};
