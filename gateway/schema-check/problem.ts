/** Why a schema is refused; the codes are stable. UNSIGNED is found by whoever publishes, not by the check. */
export type ProblemCode =
  | 'NO_SCHEMA'
  | 'DOES_NOT_COMPOSE'
  | 'NOT_DESCRIBED'
  | 'NOT_PROTECTED'
  | 'NOT_NULLABLE'
  | 'COST_NOT_STATED'
  | 'DIRECTIVE_NOT_ALLOWED'
  | 'TAKES_ANOTHERS'
  | 'CHANGES_ANOTHERS'
  | 'REACHES_A_CHILD'
  | 'SCOPE_LOOSENED'
  | 'SCOPE_NOT_ITS_OWN'
  | 'SCOPE_UNKNOWN'
  | 'BREAKS_OPERATIONS'
  | 'UNSIGNED';

/** One reason to refuse a schema. */
export interface Problem {
  code: ProblemCode;
  /** What it is about, as a schema coordinate (`Child.swimming`); null where it is about the whole. */
  coordinate: string | null;
  /** Line of the department's schema; null where it stands on none. */
  line: number | null;
  /** What is wrong and what to do. */
  message: string;
}

/** The coordinate a problem is about, with the words for it. */
export function problem(
  code: ProblemCode,
  coordinate: string | null,
  message: string,
  line: number | null = null,
): Problem {
  return { code, coordinate, line, message };
}
