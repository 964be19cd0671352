import type { Grant } from '../../../shared/access/grant.ts';
import { GraphError } from '../../../shared/errors/graph-error.ts';

/** A count as a viewer may see it. */
export interface PresentedCount {
  /** Null when it is suppressed. */
  count: number | null;
  suppressed: boolean;
}

function notTrusted(): GraphError {
  return new GraphError('OPERATION_NOT_TRUSTED', {
    en: 'With your access, cohorts are counted by published operations and reports only. Use one of these.',
    vi: 'Với quyền của bạn, chỉ được đếm qua các truy vấn đã công bố và báo cáo. Hãy dùng một trong số đó.',
  });
}

/**
 * The one place through which counts leave: all counts of a table at once, as the viewer may see them. Errors:
 * OPERATION_NOT_TRUSTED for a viewer who may count by published
 * operations and reports only and asks by another. Out of these the gateway takes small counts, over the whole answer.
 */
export function presentCounts(
  { scopes, viewer }: Grant,
  counts: readonly number[],
): PresentedCount[] {
  const shown = counts.map((count) => ({ count, suppressed: false }));
  if (scopes.includes('cohort:exact')) return shown;
  if (viewer?.isTrusted !== true) throw notTrusted();
  return shown;
}
