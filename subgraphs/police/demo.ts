import type { Demo } from '../../shared/demo-province/demo.ts';
import { intervention } from './demo/intervention.ts';
import { reportsOf } from './demo/reports.ts';
import type { Tables } from './tables.ts';

/** What the Police know of the demo province's children. */
export const demo: Demo<Tables> = {
  columns: {
    abuseIntervention: [
      'id',
      'childNo',
      'reportedAt',
      'channel',
      'kind',
      'incidentUnitCode',
      'assessedOn',
      'emergencyFound',
      'emergencyMeasuresAt',
      'planApprovedOn',
      'closedOn',
      'unfounded',
      'criminalCase',
      'recordedAt',
    ],
  },
  rowsOf: (child, random) => ({
    abuseIntervention: reportsOf(child, random).map((report) =>
      intervention(child, random, report),
    ),
  }),
};
