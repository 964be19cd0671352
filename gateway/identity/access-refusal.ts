import { HeaderMap } from '@apollo/server';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { ErrorCode, Message } from '../../shared/errors/graph-error.ts';
import type { Caller } from './caller.ts';

export interface RefusalOptions {
  /** The HTTP status of the whole request. */
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** Who is refused, where the token said so. */
  caller?: Caller | null;
  /** Told to the client in `extensions`, beside the code. */
  details?: Record<string, unknown>;
}

/** A whole request is refused for who asks or why, before anything is planned. */
export class AccessRefusal extends GraphError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Who is refused, where the token said so; for the trace, never for the client. */
  readonly caller: Caller | null;

  constructor(code: ErrorCode, message: Message, options: RefusalOptions) {
    const { status, headers = {}, caller = null, details = {} } = options;
    const http = { status, headers: new HeaderMap(Object.entries(headers)) };
    super(code, message, { ...details, http });
    this.name = 'AccessRefusal';
    this.status = status;
    this.headers = headers;
    this.caller = caller;
  }
}

/** What the client reads of a refusal, as GraphQL over HTTP has it: `{ errors: [...] }`, with its status and headers. */
export function presentRefusal({ status, headers, message, extensions }: AccessRefusal) {
  const shown = { ...extensions, http: undefined };
  return { status, headers, body: { errors: [{ message, extensions: shown }] } };
}
