import type { Logger } from 'pino';

/** Writes a line for a library, which may hand over anything. */
type Write = (told?: unknown) => void;

/** A sentence ends, or begins to quote, at one of these. */
const FIRST_PART = /^[^.:\n"'`{[(]*/;

function firstPart(told: unknown): string {
  return FIRST_PART.exec(String(told))?.[0].trim() ?? '';
}

/**
 * A log for libraries that write sentences of their own, in which they quote errors and queries: only what stands
 * before the first full stop, colon, quotation mark or bracket is kept, and of an error its class, code and stack.
 */
export function libraryLog(log: Logger): Record<'debug' | 'info' | 'warn' | 'error', Write> {
  const writer =
    (level: 'debug' | 'info' | 'warn' | 'error'): Write =>
    (told) => {
      if (told instanceof Error) log[level]({ err: told }, 'a library failed');
      else log[level](firstPart(told));
    };
  return {
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
  };
}
