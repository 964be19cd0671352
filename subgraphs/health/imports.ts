import { insuranceCards } from './imports/insurance-cards.ts';
import { nutritionMeasurements } from './imports/nutrition-measurements.ts';

/** The records that Health takes in from files. */
export const imports = [insuranceCards, nutritionMeasurements];
