import type { Demo } from '../../shared/demo-province/demo.ts';
import { insuranceCards } from './demo/insurance-cards.ts';
import { measurements } from './demo/measurements.ts';
import type { Tables } from './tables.ts';

/** What Health knows of the demo province's children. */
export const demo: Demo<Tables> = {
  columns: {
    healthInsuranceCard: [
      'number',
      'childNo',
      'beneficiaryCode',
      'benefitLevel',
      'issuedOn',
      'validFrom',
      'validTo',
      'withdrawnOn',
      'primaryCareFacility',
      'recordedAt',
    ],
    nutritionMeasurement: [
      'childNo',
      'sex',
      'dateOfBirth',
      'measuredOn',
      'weightKg',
      'lengthOrHeightCm',
      'position',
      'hasOedema',
      'weightForAgeZ',
      'heightForAgeZ',
      'weightForHeightZ',
      'underweight',
      'stunted',
      'wasted',
      'undernourished',
      'implausible',
      'recordedAt',
    ],
  },
  rowsOf: (child, random) => ({
    healthInsuranceCard: insuranceCards(child, random),
    nutritionMeasurement: measurements(child, random),
  }),
};
