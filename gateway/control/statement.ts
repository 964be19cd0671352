import { GraphError } from '../../shared/errors/graph-error.ts';

const SHORTEST = 10;
const LONGEST = 500;

/** The Vietnamese names of the arguments that are statements. */
const IN_VIETNAMESE = { reason: 'Lý do', decision: 'Quyết định' } as const;

/**
 * A reason or decision as it is kept: in Unicode NFC, without space around it. Throws INVALID_ARGUMENT unless that leaves
 * 10 to 500 characters.
 */
export function checkStatement(argument: keyof typeof IN_VIETNAMESE, text: string): string {
  const kept = text.normalize('NFC').replaceAll('\0', '').trim();
  const { length } = Array.from(kept);
  if (length >= SHORTEST && length <= LONGEST) return kept;
  throw new GraphError('INVALID_ARGUMENT', {
    en: `${argument} has ${length} characters; write ${SHORTEST} to ${LONGEST}, so that whoever reviews it understands.`,
    vi: `${IN_VIETNAMESE[argument]} có ${length} ký tự; hãy viết từ ${SHORTEST} đến ${LONGEST} ký tự để người xem xét hiểu được.`,
  });
}
