import type { Grant } from '../../../shared/access/grant.ts';
import { GraphError } from '../../../shared/errors/graph-error.ts';

/** A count as a viewer may see it. */
export interface PresentedCount {
  /** Null when it is suppressed. */
  count: number | null;
  suppressed: boolean;
}

/** The least count that is shown to whoever may not see exact ones; 0 is shown too. */
const LEAST_SHOWN = 5;

function notTrusted(): GraphError {
  return new GraphError('OPERATION_NOT_TRUSTED', {
    en: 'With your access, cohorts are counted by published operations and reports only. Use one of these.',
    vi: 'Với quyền của bạn, chỉ được đếm qua các truy vấn đã công bố và báo cáo. Hãy dùng một trong số đó.',
  });
}

/**
 * The one place through which counts leave: all counts of a table at once, as the viewer may see them. Errors:
 * OPERATION_NOT_TRUSTED for a viewer who may count by trusted operations only and asks by another.
 */
export function presentCounts(
  { scopes, viewer }: Grant,
  counts: readonly number[],
): PresentedCount[] {
  if (scopes.includes('cohort:exact')) return counts.map((count) => ({ count, suppressed: false }));
  if (viewer?.isTrusted !== true) throw notTrusted();
  return counts.map((count) =>
    count > 0 && count < LEAST_SHOWN
      ? { count: null, suppressed: true }
      : { count, suppressed: false },
  );
}
