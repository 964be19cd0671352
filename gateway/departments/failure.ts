import { GraphError } from '../../shared/errors/graph-error.ts';
import type { ErrorCode, Message } from '../../shared/errors/graph-error.ts';
import { UnreadableAnswer } from './department-client.ts';

/** Why a department's fields are missing from an answer. */
export type FailureCode = Extract<
  ErrorCode,
  'DEPARTMENT_UNAVAILABLE' | 'DEPARTMENT_TIMEOUT' | 'DEPARTMENT_BAD_ANSWER' | 'DEADLINE_EXCEEDED'
>;

const MESSAGES: Readonly<Record<FailureCode, (department: string) => Message>> = {
  DEPARTMENT_UNAVAILABLE: (department) => ({
    en: `The department "${department}" cannot be reached, so its fields are missing here. Try again; if it lasts, tell the department.`,
    vi: `Không kết nối được với cơ quan "${department}" nên thiếu các trường của cơ quan này. Hãy thử lại; nếu vẫn lỗi, hãy báo cho cơ quan đó.`,
  }),
  DEPARTMENT_TIMEOUT: (department) => ({
    en: `The department "${department}" did not answer in time, so its fields are missing here. Try again; if it lasts, tell the department.`,
    vi: `Cơ quan "${department}" không trả lời kịp nên thiếu các trường của cơ quan này. Hãy thử lại; nếu vẫn lỗi, hãy báo cho cơ quan đó.`,
  }),
  DEADLINE_EXCEEDED: (department) => ({
    en: `The time for this request was over before the department "${department}" had answered, so its fields are missing here. Ask for less at a time, or try again.`,
    vi: `Đã hết thời gian của yêu cầu trước khi cơ quan "${department}" trả lời nên thiếu các trường của cơ quan này. Hãy hỏi ít hơn mỗi lần hoặc thử lại.`,
  }),
  DEPARTMENT_BAD_ANSWER: (department) => ({
    en: `The department "${department}" answered something that does not fit its contract, so it is left out here. Tell the department.`,
    vi: `Cơ quan "${department}" trả lời không đúng định dạng đã công bố nên phần đó bị bỏ qua. Hãy báo cho cơ quan đó.`,
  }),
};

/** The failure that a call ended with; `isOver` says that the whole request's time is. */
export function failureCode(error: unknown, isPastDeadline: boolean, isOver: boolean): FailureCode {
  if (isPastDeadline) return isOver ? 'DEADLINE_EXCEEDED' : 'DEPARTMENT_TIMEOUT';
  return error instanceof UnreadableAnswer ? 'DEPARTMENT_BAD_ANSWER' : 'DEPARTMENT_UNAVAILABLE';
}

/** The error a client sees for a failure: its code, its department, never an address. */
export function failureError(
  code: FailureCode,
  department: string,
  details: Record<string, unknown> = {},
): GraphError {
  return new GraphError(code, MESSAGES[code](department), { department, ...details });
}
