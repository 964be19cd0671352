import type { Demo } from '../../shared/demo-province/demo.ts';
import { insuranceCards } from './demo/insurance-cards.ts';
import { measurements } from './demo/measurements.ts';
import { measurementKey } from './measurement-key.ts';
import type { JudgedMeasurement, Tables } from './tables.ts';

function withKey(row: JudgedMeasurement) {
  const { childNo, measuredOn } = row;
  return {
    ...row,
    sourceKey: childNo === null ? null : measurementKey(`child:${childNo}`, measuredOn),
  };
}

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
      'sourceKey',
      'recordedAt',
    ],
  },
  rowsOf: (child, random) => ({
    healthInsuranceCard: insuranceCards(child, random),
    nutritionMeasurement: measurements(child, random).map(withKey),
  }),
};
