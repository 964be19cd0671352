import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import type { RequestHooks } from '../plugins/request-hooks.ts';
import type { RequestNote } from './request-note.ts';

const CODE = /^[A-Z_]+$/;

function outcomeOf(errors: readonly GraphQLFormattedError[] = []): string {
  const [error] = errors;
  if (error === undefined) return 'OK';
  const code = error.extensions?.['code'];
  return typeof code === 'string' && CODE.test(code) ? code : 'OTHER';
}

/** Notes for the log which operation a request asked and how it came out. Put it after the plugins that add errors. */
export function noteOperation<Context extends { note: RequestNote }>(
  labelOf: (queryHash: string, document: DocumentNode) => string,
): RequestHooks<Context> {
  return {
    didResolveOperation: ({ queryHash, document, contextValue: { note } }) => {
      note.operation = labelOf(queryHash, document);
    },
    willSendResponse: ({ response: { body }, contextValue: { note } }) => {
      note.outcome = outcomeOf(body.kind === 'single' ? body.singleResult.errors : []);
    },
  };
}
