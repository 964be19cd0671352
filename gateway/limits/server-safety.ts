import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { RequestHooks } from '../plugins/request-hooks.ts';

export interface ServerSafety {
  /** Whether clients may ask for the schema, and are helped with its names. */
  introspection: boolean;
  /** The most tokens of a document. */
  tokens: number;
}

/** What of Apollo Server keeps it safe, said in full, whatever its defaults become. */
export function serverSafety({ introspection, tokens }: ServerSafety) {
  return {
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // Clients name trusted operations; a cache that any client can fill is no list of them.
    persistedQueries: false,
    parseOptions: { maxLexicalTokens: tokens },
  } satisfies Partial<ApolloServerOptionsWithGateway<object>>;
}

const SUGGESTION = / ?Did you mean [^?]*\?/g;

/** Takes the schema's names out of errors on variables too; Apollo Server does it for the document's only. */
export const withoutSuggestions: RequestHooks<BaseContext> = {
  willSendResponse: ({ response: { body } }) => {
    if (body.kind !== 'single' || !body.singleResult.errors) return;
    body.singleResult.errors = body.singleResult.errors.map((error) => ({
      ...error,
      message: error.message.replaceAll(SUGGESTION, ''),
    }));
  },
};
