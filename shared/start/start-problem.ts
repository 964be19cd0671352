/**
 * Something outside the program that keeps it from starting. The message is one sentence that says what is
 * wrong and what to do; it is printed alone, without a stack, and the process ends with status 1.
 */
export class StartProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartProblem';
  }
}

/** The code of an operating system's or PostgreSQL's error, of its cause's where it has none, or ''. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : '';
}

/** What lies at the bottom of an error: the cause of its cause, and so on. */
export function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;
}

/** PostgreSQL's code for a full disk (manual, appendix A). */
const DISK_FULL = '53100';
const FULL = ['ENOSPC', 'EDQUOT', DISK_FULL];
const FORBIDDEN = ['EACCES', 'EPERM', 'EROFS'];

/** What a program that was refused something prints, in English (LC_ALL=C). */
const FULL_TEXT = /No space left on device|Disk quota exceeded/;
const FORBIDDEN_TEXT = /Permission denied|Operation not permitted|Read-only file system/;

/** Puts what the operating system or PostgreSQL refused in `folder` into a sentence; other errors stay as they are. */
export function explainRefusal(error: unknown, folder: string): unknown {
  if (error instanceof StartProblem) return error;
  const text = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  if (FULL.includes(code) || FULL_TEXT.test(text))
    return new StartProblem(
      `The disk that holds ${folder} is full: free some space, or set DATA_DIR to a folder on another disk.`,
      { cause: error },
    );
  if (FORBIDDEN.includes(code) || FORBIDDEN_TEXT.test(text))
    return new StartProblem(
      `There is no right to write in ${folder}: give this user the right, or set DATA_DIR to a folder it may write in.`,
      { cause: error },
    );
  return error;
}
