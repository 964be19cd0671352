import { birthRegistrations } from './imports/birth-registrations.ts';
import { legalAidCases } from './imports/legal-aid-cases.ts';

/** The records that Justice takes in from files. */
export const imports = [birthRegistrations, legalAidCases];
