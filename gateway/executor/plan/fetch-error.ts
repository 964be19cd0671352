import { errorCodeDef, ERRORS } from '@apollo/federation-internals';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';

type Path = readonly (string | number)[];

/** Where an error of a department lies in the client's answer. */
export type FindPlace = (path: Path | undefined) => Path | undefined;

function asError(error: GraphQLFormattedError): Error {
  return error instanceof Error ? error : Object.assign(new Error(error.message), error);
}

/** A department's error as the client's answer holds it; one without a code has DOWNSTREAM_SERVICE_ERROR. */
export function fetchError(
  error: GraphQLFormattedError,
  department: string,
  findPlace: FindPlace,
): GraphQLError {
  const message = error.message || `Error while fetching subquery from service "${department}"`;
  const path = findPlace(error.path);
  const known = errorCodeDef(asError(error));
  const code = known?.code ?? error.extensions?.['code'] ?? ERRORS.DOWNSTREAM_SERVICE_ERROR.code;
  return new GraphQLError(message, {
    originalError: asError(error),
    ...(path && { path }),
    extensions: { ...error.extensions, serviceName: department, code },
  });
}
