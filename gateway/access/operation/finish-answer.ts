import type { CutField, CutLevel } from './cut-fields.ts';
import { HIDDEN_CHILD_NUMBER, HIDDEN_TYPE } from './hidden-fields.ts';

/** Data of an answer, as the client is to see it. */
export interface FinishedAnswer {
  data: Record<string, unknown> | null;
  /** The register numbers of the children it shows, each once. */
  childIds: readonly string[];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of an object: of its type where several are possible, which the answer then tells. */
function fieldsOf(
  { fields, isAbstract }: CutLevel,
  value: Record<string, unknown>,
): readonly CutField[] {
  const [first] = fields.values();
  const type = value[HIDDEN_TYPE];
  return (isAbstract && typeof type === 'string' ? fields.get(type) : first) ?? [];
}

function finishField({ isCut, below }: CutField, value: unknown, childIds: Set<string>): unknown {
  if (isCut) return null;
  return below === null ? value : finishValue(below, value, childIds);
}

function finishObject(level: CutLevel, value: Record<string, unknown>, childIds: Set<string>) {
  const childId = value[HIDDEN_CHILD_NUMBER];
  if (typeof childId === 'string') childIds.add(childId);
  return Object.fromEntries(
    fieldsOf(level, value).map((field) => [
      field.key,
      finishField(field, value[field.key], childIds),
    ]),
  );
}

function finishValue(level: CutLevel, value: unknown, childIds: Set<string>): unknown {
  if (!level.isTouched) return value;
  if (Array.isArray(value)) return value.map((item) => finishValue(level, item, childIds));
  return isRecord(value) ? finishObject(level, value, childIds) : value;
}

/**
 * Makes of an executor's answer what the client asked for: null where a field was cut and its object is there, in the
 * order of the operation, and nothing that the client did not ask for.
 */
export function finishAnswer(root: CutLevel, data: Record<string, unknown> | null): FinishedAnswer {
  const childIds = new Set<string>();
  if (data === null || root.isLost) return { data: null, childIds: [] };
  const finished = root.isTouched ? finishObject(root, data, childIds) : data;
  return { data: finished, childIds: [...childIds] };
}
