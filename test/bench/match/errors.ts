import type { ErrorKind } from './error-kind.ts';
import { births, homes, missing, numbers, sexes } from './fact-errors.ts';
import { names, spellings } from './name-errors.ts';
import { nameless, otherPeople } from './people-errors.ts';

/** Every kind, in the order in which they happen. */
export const errorKinds: readonly ErrorKind[] = [
  ...missing,
  ...otherPeople,
  ...names,
  ...nameless,
  ...births,
  ...homes,
  ...numbers,
  ...sexes,
  ...spellings,
];
