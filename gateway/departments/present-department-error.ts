import type { GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { FailureCode } from './failure.ts';
import { failureError } from './failure.ts';

const FAILURES = ['DEPARTMENT_UNAVAILABLE', 'DEPARTMENT_TIMEOUT', 'DEPARTMENT_BAD_ANSWER'] as const;
/** What a department refuses in its own words. */
const REFUSALS = [
  'INVALID_CHILD_NUMBER',
  'INVALID_DATE',
  'UNKNOWN_UNIT',
  'INVALID_ARGUMENT',
  'UNAUTHORIZED_FIELD',
  'OPERATION_NOT_TRUSTED',
  'AUDIT_UNAVAILABLE',
] as const;

const failed = z.object({ code: z.enum(FAILURES) });
const refused = z.object({ code: z.enum(REFUSALS), messageVi: z.string() });

/** The failure an error of a department's own states, such as its database being away; null for any other error. */
export function statedFailure(error: GraphQLFormattedError): FailureCode | null {
  return failed.safeParse(error.extensions).data?.code ?? null;
}

/**
 * What a client sees of an error that a department answered with: what it refuses in the
 * department's own words, its failures in ours, and of anything else only that it failed.
 */
export function presentDepartmentError(
  error: GraphQLFormattedError,
  department: string,
): GraphQLFormattedError {
  const refusal = refused.safeParse(error.extensions).data;
  if (refusal) return { message: error.message, extensions: { ...refusal, department } };
  const failure = statedFailure(error);
  if (failure !== null) return failureError(failure, department).toJSON();
  return new GraphError(
    'INTERNAL_SERVER_ERROR',
    {
      en: `The department "${department}" failed on this field. Report the time and the request id.`,
      vi: `Cơ quan "${department}" gặp lỗi khi trả lời trường này. Hãy báo thời điểm và mã yêu cầu.`,
    },
    { department },
  ).toJSON();
}
