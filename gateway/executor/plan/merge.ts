import { isRecord } from '../../../shared/json/is-record.ts';
import type { Data } from '../data.ts';

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  source.forEach((value, index) => {
    const known = target[index];
    if (isRecord(known) && isRecord(value)) merge(known, value);
    else target[index] = value;
  });
}

/** Adds what a department answered to what is known of an object; where both know a value, the newer one stands. */
export function merge(target: Data, source: Data): void {
  for (const key in source) {
    const value = source[key];
    if (value === undefined) continue;
    const known = target[key];
    if (isRecord(known) && isRecord(value)) merge(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length)
      mergeLists(known, value);
    else target[key] = value;
  }
}
