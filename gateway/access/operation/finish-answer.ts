import { GraphError } from '../../../shared/errors/graph-error.ts';
import type { CutField, CutLevel } from './cut-fields.ts';
import { HIDDEN_TYPE, readHiddenChild } from './hidden-fields.ts';
import { ShownFields } from './shown-fields.ts';

/** Data of an answer, as the client is to see it. */
export interface FinishedAnswer {
  data: Record<string, unknown> | null;
  /** The register numbers of the children it shows, each once. */
  childIds: readonly string[];
  /** The fields it shows, as `Type.field`, each once. */
  coordinates: readonly string[];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The type of an object: the answer tells it where several are possible. */
function typeOf({ fields, isAbstract }: CutLevel, value: Record<string, unknown>): string {
  const [only = ''] = fields.keys();
  const told = value[HIDDEN_TYPE];
  return isAbstract && typeof told === 'string' ? told : only;
}

/** Nothing is shown of which the trace could not say whose it is. */
function untold(type: string): GraphError {
  return new GraphError('DEPARTMENT_BAD_ANSWER', {
    en: `A department did not say which child a ${type} is about, so nothing is shown. Try again; if it lasts, report the time and the request id.`,
    vi: `Một cơ quan không cho biết ${type} thuộc trẻ em nào nên không thể hiển thị. Hãy thử lại; nếu vẫn lỗi, hãy báo thời điểm và mã yêu cầu.`,
  });
}

/** Makes the client's answer, and gathers on the way what it shows. */
class Finisher {
  readonly childIds = new Set<string>();
  readonly shown = new ShownFields();

  finishObject(level: CutLevel, value: Record<string, unknown>): Record<string, unknown> {
    const type = typeOf(level, value);
    this.shown.meet(level, type);
    if (level.hiddenChildren.has(type)) this.#noteChild(type, value);
    const fields = level.fields.get(type) ?? [];
    return Object.fromEntries(
      fields.map((field) => [field.key, this.#finishField(field, value[field.key])]),
    );
  }

  #noteChild(type: string, value: Record<string, unknown>): void {
    const childId = readHiddenChild(value);
    if (childId === null) throw untold(type);
    this.childIds.add(childId);
  }

  #finishField({ isCut, below }: CutField, value: unknown): unknown {
    if (isCut) return null;
    return below === null ? value : this.#finishValue(below, value);
  }

  #finishValue(level: CutLevel, value: unknown): unknown {
    if (!level.isTouched) {
      this.shown.meetAll(level, value);
      return value;
    }
    if (Array.isArray(value)) return value.map((item) => this.#finishValue(level, item));
    return isRecord(value) ? this.finishObject(level, value) : value;
  }
}

/**
 * Makes of an executor's answer what the client asked for: null where a field was cut and its object is there, in the
 * order of the operation, and nothing that the client did not ask for. Throws DEPARTMENT_BAD_ANSWER where it is not told
 * which child is shown.
 */
export function finishAnswer(root: CutLevel, data: Record<string, unknown> | null): FinishedAnswer {
  if (data === null || root.isLost) return { data: null, childIds: [], coordinates: [] };
  const finisher = new Finisher();
  const finished = finisher.finishObject(root, data);
  const { childIds, shown } = finisher;
  return { data: finished, childIds: [...childIds], coordinates: shown.coordinates };
}
