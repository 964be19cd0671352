import type { Message } from '../errors/graph-error.ts';
import { StartProblem } from '../start/start-problem.ts';

/** Why a whole file is refused; the database is then as it was. */
export type RefusalCode =
  | 'FILE_NOT_READABLE'
  | 'FILE_TOO_LARGE'
  | 'FILE_EMPTY'
  | 'NOT_WHAT_ITS_NAME_SAYS'
  | 'TEXT_DAMAGED'
  | 'TABLE_DAMAGED'
  | 'ZIP_TOO_LARGE'
  | 'HEADER_MISSING'
  | 'HEADER_TWICE'
  | 'WRONG_RECORD_KIND'
  | 'WRONG_DATABASE'
  | 'REGISTER_NOT_NAMED'
  | 'REGISTER_REFUSED'
  | 'ROWS_REJECTED';

/** A file that is not imported at all: one sentence in Vietnamese, the same in English, and a stable code. */
export class ImportRefused extends StartProblem {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, { vi, en }: Message, options?: ErrorOptions) {
    super(`${vi}\n${en} [${code}]`, options);
    this.name = 'ImportRefused';
    this.code = code;
  }
}
