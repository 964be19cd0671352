import { errorCodeDef, ERRORS } from '@apollo/federation-internals';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { Asking } from './asking.ts';

function asError(error: GraphQLFormattedError): Error {
  return error instanceof Error ? error : Object.assign(new Error(error.message), error);
}

/** A department's error as the client's answer holds it; one without a code has DOWNSTREAM_SERVICE_ERROR. */
export function fetchError(
  error: GraphQLFormattedError,
  department: string,
  asking: Pick<Asking, 'findPlace'>,
): GraphQLError {
  const message = error.message || `Error while fetching subquery from service "${department}"`;
  const path = asking.findPlace(error.path);
  const known = errorCodeDef(asError(error));
  const code = known?.code ?? error.extensions?.['code'] ?? ERRORS.DOWNSTREAM_SERVICE_ERROR.code;
  return new GraphQLError(message, {
    originalError: asError(error),
    ...(path && { path }),
    extensions: { ...error.extensions, serviceName: department, code },
  });
}
