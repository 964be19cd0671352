import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { isDatabaseAway } from '../database/is-database-away.ts';
import { GraphError } from '../errors/graph-error.ts';

function causeOf(error: GraphQLError): unknown {
  return error.originalError ?? error;
}

function replacement(cause: unknown): GraphError {
  if (isDatabaseAway(cause)) {
    return new GraphError('DEPARTMENT_UNAVAILABLE', {
      en: 'The department cannot reach its database. Try again; if it lasts, tell the department.',
      vi: 'Cơ quan không kết nối được với cơ sở dữ liệu của mình. Hãy thử lại; nếu vẫn lỗi, hãy báo cho cơ quan đó.',
    });
  }
  return new GraphError('INTERNAL_SERVER_ERROR', {
    en: 'The department failed on this field. Report the time and the request id.',
    vi: 'Cơ quan gặp lỗi khi trả lời trường này. Hãy báo thời điểm và mã yêu cầu.',
  });
}

/**
 * What of a department's error may leave it: an intended error as it is, GraphQL's own words on a wrong
 * operation, and for anything else a code, with the cause in the log only.
 */
export function presentError(error: GraphQLError, log: Logger): GraphQLFormattedError {
  const cause = causeOf(error);
  const isIntended =
    error.extensions['code'] !== undefined ||
    (cause instanceof GraphQLError && error.path === undefined);
  if (isIntended) return error.toJSON();
  log.error({ err: cause, path: error.path }, 'field failed');
  const shown = replacement(cause).toJSON();
  return error.path === undefined ? shown : { ...shown, path: error.path };
}
