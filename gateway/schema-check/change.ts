/** One thing that differs between the graph as it runs and as it would be. */
export interface Change {
  kind: 'ADDED' | 'REMOVED' | 'CHANGED' | 'DEPRECATED';
  /** `Type`, `Type.field`, `Type.field(argument:)`, `Enum.VALUE`. */
  coordinate: string;
  /** What it comes to, in a few words. */
  words: string;
  /** The coordinates whose users it breaks; empty for a change that breaks nobody. */
  breaks: readonly string[];
  /** The coordinates whose users should hear of it, though it breaks nothing. */
  concerns: readonly string[];
}

export function added(coordinate: string, words = 'is new', breaks: string[] = []): Change {
  return { kind: 'ADDED', coordinate, words, breaks, concerns: [] };
}

export function removed(coordinate: string, breaks: readonly string[]): Change {
  return { kind: 'REMOVED', coordinate, words: 'is gone', breaks, concerns: [] };
}

export function changed(
  coordinate: string,
  words: string,
  breaks: readonly string[],
  concerns: readonly string[] = [],
): Change {
  return { kind: 'CHANGED', coordinate, words, breaks, concerns };
}

export function deprecated(coordinate: string, reason: string): Change {
  const words = `is to go: ${reason}`;
  return { kind: 'DEPRECATED', coordinate, words, breaks: [], concerns: [coordinate] };
}
