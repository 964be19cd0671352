import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError, getOperationAST } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { RequestHooks } from './request-hooks.ts';

function refuse(message: string): never {
  throw new GraphQLError(message, {
    extensions: { code: ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE, http: { status: 400 } },
  });
}

/** Refuses a document that names no operation to run; @apollo/gateway would fail on it as if the fault were ours. */
export const resolvedOperation: RequestHooks<GatewayContext> = {
  didResolveOperation: ({ document, request, schema }) => {
    const operation = getOperationAST(document, request.operationName);
    if (!operation) refuse('Name one of the operations of the document in operationName.');
    if (!schema.getRootType(operation.operation))
      refuse(`The graph offers no ${operation.operation}.`);
  },
};
