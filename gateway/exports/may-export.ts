import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Viewer } from '../identity/viewer.ts';

const SCOPE = 'export:rows';

/** What decides whether somebody may export. */
export interface ExportRules {
  /** The refusal of scopes that the viewer holds, but not for the stated purpose; else null. */
  forbiddenByPurpose: (viewer: Viewer, neededScopes: readonly string[]) => Error | null;
}

/** Throws PURPOSE_FORBIDS or UNAUTHORIZED_FIELD (403) for whoever may not export. */
export function mayExport(
  viewer: Viewer | null | undefined,
  { forbiddenByPurpose }: ExportRules,
): void {
  if (viewer?.scopes.has(SCOPE) === true) return;
  const refusal = viewer ? forbiddenByPurpose(viewer, [SCOPE]) : null;
  throw (
    refusal ??
    new GraphError(
      'UNAUTHORIZED_FIELD',
      {
        en: `You may not export lists: that takes the scope ${SCOPE}. Ask whoever keeps the roles.`,
        vi: `Bạn không được xuất danh sách: cần quyền ${SCOPE}. Hãy liên hệ người quản lý vai trò.`,
      },
      { http: { status: 403 } },
    )
  );
}
