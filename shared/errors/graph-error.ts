import { GraphQLError } from 'graphql';

/** Every code a client can meet in `errors[].extensions.code`, besides GraphQL's own parse and validation codes. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'ISSUER_UNAVAILABLE',
  'PURPOSE_REQUIRED',
  'PURPOSE_UNKNOWN',
  'PURPOSE_INCOMPLETE',
  'PURPOSE_FORBIDS',
  'UNAUTHORIZED_FIELD',
  'INVALID_CHILD_NUMBER',
  'INVALID_DATE',
  'UNKNOWN_UNIT',
  'INVALID_ARGUMENT',
  'RESERVED_ALIAS',
  'DEPARTMENT_UNAVAILABLE',
  'DEPARTMENT_TIMEOUT',
  'DEPARTMENT_BAD_ANSWER',
  'NOT_LINKED',
  'OPERATION_TOO_EXPENSIVE',
  'OPERATION_NOT_TRUSTED',
  'RATE_LIMITED',
  'DEADLINE_EXCEEDED',
  'AUDIT_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** One sentence in the two languages of the office: what is wrong and what to do. */
export interface Message {
  en: string;
  vi: string;
}

/**
 * An error that may reach the client: `message` is English, `extensions.messageVi` Vietnamese,
 * `extensions.code` stable. Any other error reaches it as INTERNAL_SERVER_ERROR only.
 */
export class GraphError extends GraphQLError {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: Message, details: Record<string, unknown> = {}) {
    super(message.en, { extensions: { code, messageVi: message.vi, ...details } });
    this.name = 'GraphError';
    this.code = code;
  }
}
