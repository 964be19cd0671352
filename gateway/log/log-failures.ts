import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';

/** Whether nobody meant to say this to a client: neither an error of ours nor GraphQL's own words carry no code. */
function isFailure(error: GraphQLError): boolean {
  if (error.extensions['code'] !== undefined) return false;
  return error.originalError instanceof GraphQLError ? isFailure(error.originalError) : true;
}

/** Writes the cause of each failure of ours to the log, beside the request id that the client was given. */
export function logFailures<Context extends { requestId: string }>(
  log: Logger,
): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue: { requestId } }) => ({
      didEncounterErrors: async ({ errors }) => {
        for (const err of errors.filter(isFailure)) log.error({ err, requestId }, 'request failed');
      },
    }),
    unexpectedErrorProcessingRequest: async ({ error: err, requestContext: { contextValue } }) => {
      log.error({ err, requestId: contextValue.requestId }, 'request failed');
    },
  };
}
