import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { RequestHooks } from '../plugins/request-hooks.ts';

/** Whether nobody meant to say this to a client: neither an error of ours nor GraphQL's own words carry no code. */
function isFailure(error: GraphQLError): boolean {
  if (error.extensions['code'] !== undefined) return false;
  return error.originalError instanceof GraphQLError ? isFailure(error.originalError) : true;
}

interface Named {
  requestId: string;
}

/** Writes the cause of each failure of ours to the log, beside the request id that the client was given. */
export function logFailures<Context extends Named>(log: Logger): RequestHooks<Context> {
  return {
    didEncounterErrors: ({ errors, contextValue: { requestId } }) => {
      for (const err of errors.filter(isFailure)) log.error({ err, requestId }, 'request failed');
    },
  };
}

/** Writes to the log in the same way what nobody foresaw. */
export function logUnexpected<Context extends Named>(log: Logger): ApolloServerPlugin<Context> {
  return {
    unexpectedErrorProcessingRequest: async ({ error: err, requestContext: { contextValue } }) => {
      log.error({ err, requestId: contextValue.requestId }, 'request failed');
    },
  };
}
