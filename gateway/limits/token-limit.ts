import type { BaseContext } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { Lexer, Source, TokenKind } from 'graphql';
import type { RequestHooks } from '../plugins/request-hooks.ts';
import { tooExpensive } from './too-expensive.ts';

/** A text over the limit is counted on as far as this many times the limit, to say how far over it is. */
const COUNTED_BEYOND = 10;

/** Counts the tokens of a GraphQL text, up to `most`; a character that begins no token ends the count. */
export function countTokens(text: string, most: number): number {
  const lexer = new Lexer(new Source(text));
  let counted = 0;
  try {
    while (counted < most && lexer.advance().kind !== TokenKind.EOF) counted += 1;
  } catch {
    return counted;
  }
  return counted;
}

/**
 * Tells a client that its operation has too many tokens: OPERATION_TOO_EXPENSIVE. The parser itself stops at them
 * (`parseOptions.maxLexicalTokens`, of the same number), but calls it a syntax error.
 */
export function tokenLimit(limit: number): RequestHooks<BaseContext> {
  return {
    willSendResponse: ({ response: { body }, source }) => {
      if (body.kind !== 'single') return;
      const [error] = body.singleResult.errors ?? [];
      if (error?.extensions?.['code'] !== ApolloServerErrorCode.GRAPHQL_PARSE_FAILED) return;
      const measured = countTokens(source, limit * COUNTED_BEYOND);
      if (measured <= limit) return;
      const { message, extensions } = tooExpensive('tokens', limit, measured);
      body.singleResult.errors = [{ message, extensions: { ...extensions, http: undefined } }];
    },
  };
}
