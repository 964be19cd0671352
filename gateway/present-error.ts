import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { GraphError } from '../shared/errors/graph-error.ts';

function intended(error: unknown): GraphError | null {
  if (error instanceof GraphError) return error;
  return error instanceof GraphQLError && error.originalError !== undefined
    ? intended(error.originalError)
    : null;
}

/** INTERNAL_SERVER_ERROR, for what nobody meant to say. */
export function somethingFailed(details: Record<string, unknown> = {}): GraphError {
  return new GraphError(
    'INTERNAL_SERVER_ERROR',
    {
      en: 'Something failed here. Report the time and the request id.',
      vi: 'Hệ thống gặp lỗi. Hãy báo thời điểm và mã yêu cầu.',
    },
    details,
  );
}

/**
 * The last hand on an error before the client: our own codes survive GraphQL's wrapping, and what nobody meant to say
 * becomes INTERNAL_SERVER_ERROR; log/log-failures.ts writes down its cause.
 */
export function presentError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const own = intended(error);
  if (own !== null)
    return {
      ...formatted,
      extensions: { ...formatted.extensions, ...own.extensions, http: undefined },
    };
  if (formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR') return formatted;
  return somethingFailed().toJSON();
}
