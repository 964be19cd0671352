import { GraphError } from '../../shared/errors/graph-error.ts';
import { nearest } from '../../shared/text/nearest.ts';

/** As much of what was given as is said back, in characters. */
const SAID_BACK = 40;

/** What a report can be asked by, in both languages. */
const NAMES = {
  plan: 'kế hoạch',
  period: 'kỳ báo cáo',
  format: 'định dạng',
  'sent report': 'báo cáo đã gửi',
} as const;

/** There is no such thing: 404, naming what there is and what was probably meant. */
export function unknown(
  name: keyof typeof NAMES,
  given: string,
  known: readonly string[],
): GraphError {
  const said = given.slice(0, SAID_BACK);
  const meant = nearest(said, known);
  const there = known.length === 0 ? '' : `; there are ${known.join(', ')}`;
  const thereVi = known.length === 0 ? '' : `; hiện có ${known.join(', ')}`;
  return new GraphError(
    'INVALID_ARGUMENT',
    {
      en: `There is no ${name} "${said}"${there}.${meant === null ? '' : ` Did you mean ${meant}?`}`,
      vi: `Không có ${NAMES[name]} "${said}"${thereVi}.${meant === null ? '' : ` Có phải ${meant}?`}`,
    },
    { known, meant, http: { status: 404 } },
  );
}

/** A day that cannot be reported as of: 400. */
export function wrongDay(en: string, vi: string): GraphError {
  return new GraphError('INVALID_DATE', { en, vi }, { http: { status: 400 } });
}

/** The viewer, or the key, may not have this: 403. */
export function forbidden(en: string, vi: string): GraphError {
  return new GraphError('UNAUTHORIZED_FIELD', { en, vi }, { http: { status: 403 } });
}
