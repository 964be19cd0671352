import type { Decision } from '../../../subgraphs/registry/matching/decide.ts';
import type { LabelledRecord } from './labelled-record.ts';

/** What became of the records of one kind. */
export interface Tally {
  /** Records whose child the register knows. */
  known: number;
  /** Records whose child it does not know. */
  unknown: number;
  linkedRight: number;
  linkedWrong: number;
  reviewed: number;
  /** Reviewed, with the right child among the candidates. */
  reviewedWithChild: number;
}

/** How many of those that should be linked are; null without any. */
export function recall({ known, linkedRight }: Tally): number | null {
  return known === 0 ? null : linkedRight / known;
}

/** How many of those that are linked are linked right; null without any. */
export function precision({ linkedRight, linkedWrong }: Tally): number | null {
  const linked = linkedRight + linkedWrong;
  return linked === 0 ? null : linkedRight / linked;
}

function increase(tally: Tally, childNo: number | null, decision: Decision): void {
  if (childNo === null) tally.unknown += 1;
  else tally.known += 1;
  if (decision.outcome === 'LINK') {
    if (decision.link.childNo === childNo) tally.linkedRight += 1;
    else tally.linkedWrong += 1;
  }
  if (decision.outcome !== 'REVIEW') return;
  tally.reviewed += 1;
  if (decision.candidates.some((candidate) => candidate.childNo === childNo))
    tally.reviewedWithChild += 1;
}

/** Counts decisions by kind of record: each error kind, and what the record has to go by. */
export function createTallies(): {
  add: (labelled: LabelledRecord, decision: Decision) => void;
  tallies: ReadonlyMap<string, Tally>;
} {
  const tallies = new Map<string, Tally>();
  const tallyOf = (kind: string): Tally => {
    const tally = tallies.get(kind) ?? {
      known: 0,
      unknown: 0,
      linkedRight: 0,
      linkedWrong: 0,
      reviewed: 0,
      reviewedWithChild: 0,
    };
    tallies.set(kind, tally);
    return tally;
  };
  return {
    tallies,
    add: ({ record, errors, childNo }, decision) => {
      const kinds = errors.length === 0 ? ['nothing wrong'] : errors;
      const number = record.identifiers.length > 0 ? 'with a number' : 'without a number';
      for (const kind of ['all', number, ...kinds]) increase(tallyOf(kind), childNo, decision);
    },
  };
}
