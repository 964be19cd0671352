import { interventions } from './imports/interventions.ts';

/** The records that the Police take in from files. */
export const imports = [interventions];
