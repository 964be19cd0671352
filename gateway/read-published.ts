import { readIndicators } from './indicators/read-indicators.ts';
import type { Indicators } from './indicators/read-indicators.ts';
import { readTrustedOperations } from './limits/trusted-operations.ts';
import type { Manifest } from './limits/trusted-operations.ts';
import { readPlans } from './plans/read-plans.ts';
import type { PublishedCounts } from './reports/published-counts.ts';

/** What the office has published: the operations every client may name, the indicators and the plans. */
export interface Published {
  manifest: Manifest;
  published: PublishedCounts;
}

function trusted(indicators: Indicators): Manifest {
  const operations = [...indicators.values()].map(({ operationName: name, hash: id, text }) => ({
    name,
    id,
    text,
  }));
  return new Map(operations.map((operation) => [operation.id, operation]));
}

/** Reads gateway/operations, gateway/indicators and gateway/plans. Throws StartProblem with file and line for a wrong one. */
export function readPublished(): Published {
  const indicators = readIndicators();
  const manifest = new Map([...readTrustedOperations(), ...trusted(indicators)]);
  return { manifest, published: { indicators, plans: readPlans(indicators) } };
}
