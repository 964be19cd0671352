import { GraphError } from '../../shared/errors/graph-error.ts';

const SHORTEST_REASON = 10;
const LONGEST_REASON = 500;

/** A reason as given, without the blanks around it; throws INVALID_ARGUMENT for one too short or too long. */
export function readReason(reason: string): string {
  const text = reason.normalize('NFC').trim();
  if (text.length >= SHORTEST_REASON && text.length <= LONGEST_REASON) return text;
  throw new GraphError('INVALID_ARGUMENT', {
    en: `reason has ${text.length} characters; state the reason in ${SHORTEST_REASON} to ${LONGEST_REASON}.`,
    vi: `reason có ${text.length} ký tự; hãy nêu lý do trong ${SHORTEST_REASON} đến ${LONGEST_REASON} ký tự.`,
  });
}
