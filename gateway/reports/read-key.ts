import type { IncomingMessage } from 'node:http';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { ReportStore } from '../control/open-control.ts';
import type { ReportKey } from '../control/report-keys.ts';

/** The key in force that a request bears in X-Report-Key; null where it bears none. Throws UNAUTHENTICATED (401). */
export async function readKey(
  request: IncomingMessage,
  store: Pick<ReportStore, 'findKey'>,
): Promise<ReportKey | null> {
  const given = request.headers['x-report-key'];
  if (given === undefined) return null;
  const key = typeof given === 'string' ? await store.findKey(given) : null;
  if (key !== null) return key;
  throw new GraphError(
    'UNAUTHENTICATED',
    {
      en: 'X-Report-Key holds no key in force. Ask for a new one.',
      vi: 'X-Report-Key không phải là khóa còn hiệu lực. Hãy xin khóa mới.',
    },
    { http: { status: 401 } },
  );
}
