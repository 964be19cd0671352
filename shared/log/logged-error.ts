/** What a log keeps of an error: what kind it is and where it arose, never its words. */
export interface LoggedError {
  /** Its class. */
  type: string;
  /** Its code, where it has one: ours, the system's, or PostgreSQL's SQLSTATE. */
  code?: string;
  /** The calls that led to it, innermost first. */
  frames: string[];
  cause?: LoggedError;
}

const CODE = /^[A-Z0-9_]{2,50}$/;
const FRAME = /^\s+at .+$/;
/** Causes of causes that are kept. */
const DEEPEST = 3;

function codeOf(error: Error): string | null {
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && CODE.test(code) ? code : null;
}

/** A stack begins with the error's words, which may hold a person's name or number, on several lines even. */
function framesOf({ stack = '', message }: Error): string[] {
  const start = stack.indexOf(message);
  if (start < 0) return [];
  const lines = stack.slice(start + message.length).split('\n');
  return lines.filter((line) => FRAME.test(line)).map((line) => line.trim());
}

function causeOf(error: Error): unknown {
  if ('originalError' in error && error.originalError !== undefined) return error.originalError;
  return error.cause;
}

/**
 * Tells of an error without its message: messages quote what was asked and what lay in the database. Anything thrown
 * that is no error is told by its type alone.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, frames: [] };
  const code = codeOf(error);
  const cause = causeOf(error);
  return {
    type: error.constructor.name,
    ...(code !== null && { code }),
    frames: framesOf(error),
    ...(cause !== undefined && depth < DEEPEST && { cause: loggedError(cause, depth + 1) }),
  };
}
