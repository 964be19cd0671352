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

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

const DISK_FULL = '53100';

/** Puts what the operating system or PostgreSQL refused into a sentence; other errors stay as they are. */
export function explainRefusal(error: unknown, folder: string): unknown {
  const text = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === DISK_FULL || text.includes('No space left on device')) {
    return new StartProblem(
      `The disk that holds ${folder} is full: free some space, or set DATA_DIR to a folder on another disk.`,
      { cause: error },
    );
  }
  if (
    ['EACCES', 'EPERM', 'EROFS'].includes(code) ||
    /Permission denied|Read-only file system/.test(text)
  ) {
    return new StartProblem(
      `There is no right to write in ${folder}: give this user the right, or set DATA_DIR to a folder it may write in.`,
      { cause: error },
    );
  }
  return error;
}
