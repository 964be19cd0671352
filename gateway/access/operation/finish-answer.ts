import { isRecord } from '../../../shared/json/is-record.ts';
import { GraphError } from '../../../shared/errors/graph-error.ts';
import type { CutLevel } from './cut-fields.ts';
import { FinishLevels } from './finish-level.ts';
import type { FinishField, FinishKind, FinishLevel } from './finish-level.ts';
import { HIDDEN_TYPE, isAboutNobody, readHiddenChild } from './hidden-fields.ts';
import { ShownKinds, coordinatesOfKinds } from './shown-kinds.ts';

/** Data of an answer, as the client is to see it. */
export interface FinishedAnswer {
  data: Record<string, unknown> | null;
  /** The register numbers of the children it shows, each once. */
  childIds: readonly string[];
  /** The fields it shows, as `Type.field`, each once. */
  coordinates: readonly string[];
}

/** Objects of the type of this one: the answer tells it where several are possible. */
function kindOf(level: FinishLevel, value: Record<string, unknown>): FinishKind | null {
  const told = value[HIDDEN_TYPE];
  if (!level.isAbstract || typeof told !== 'string') return level.first;
  return level.kinds.get(told) ?? null;
}

/** Nothing is shown of which the trace could not say whose it is. */
function untold(type: string): GraphError {
  return new GraphError('DEPARTMENT_BAD_ANSWER', {
    en: `A department did not say which child a ${type} is about, so nothing is shown. Try again; if it lasts, report the time and the request id.`,
    vi: `Một cơ quan không cho biết ${type} thuộc trẻ em nào nên không thể hiển thị. Hãy thử lại; nếu vẫn lỗi, hãy báo thời điểm và mã yêu cầu.`,
  });
}

/** Makes one client's answer, and gathers on the way what it shows. */
class Finisher {
  readonly childIds = new Set<string>();
  readonly shown: ShownKinds;

  constructor(levels: FinishLevels) {
    this.shown = new ShownKinds(levels);
  }

  finishObject(level: FinishLevel, value: Record<string, unknown>): Record<string, unknown> {
    const finished: Record<string, unknown> = {};
    const kind = kindOf(level, value);
    if (kind === null) return finished;
    this.shown.meet(kind);
    if (kind.isAboutChild) this.#noteChild(kind.type, value);
    for (const field of kind.fields)
      finished[field.key] = this.#finishField(field, value[field.key]);
    return finished;
  }

  #noteChild(type: string, value: Record<string, unknown>): void {
    if (isAboutNobody(value)) return;
    const childId = readHiddenChild(value);
    if (childId === null) throw untold(type);
    this.childIds.add(childId);
  }

  #finishField({ isCut, below }: FinishField, value: unknown): unknown {
    if (isCut) return null;
    return below === null ? value : this.#finishValue(below, value);
  }

  #finishValue(level: FinishLevel, value: unknown): unknown {
    if (!level.isTouched) {
      this.shown.meetAll(level, value);
      return value;
    }
    if (Array.isArray(value)) return value.map((item) => this.#finishValue(level, item));
    return isRecord(value) ? this.finishObject(level, value) : value;
  }
}

/** Makes an answer of what an executor answered; null is no data. */
export type FinishAnswer = (data: Record<string, unknown> | null) => FinishedAnswer;

/**
 * Works out for an operation how answers are made what the client asked for: null where a field was cut and its object is
 * there, in the order of the operation, and nothing that the client did not ask for. An answer throws
 * DEPARTMENT_BAD_ANSWER where it is not told which child is shown.
 */
export function answerFinisher(cut: CutLevel): FinishAnswer {
  const levels = new FinishLevels();
  const root = levels.of(cut);
  const coordinatesOf = coordinatesOfKinds();
  return (data) => {
    if (data === null || root.isLost) return { data: null, childIds: [], coordinates: [] };
    const finisher = new Finisher(levels);
    const finished = finisher.finishObject(root, data);
    const { childIds, shown } = finisher;
    return { data: finished, childIds: [...childIds], coordinates: coordinatesOf(shown.kinds) };
  };
}
