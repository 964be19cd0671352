import { readChildNumber } from '../../../shared/children/child-number.ts';
import { REGISTER_NUMBER } from './identifiers.ts';
import type { RegisterChild } from './record.ts';

/** Where identifiers lead, system by system; a register number leads to its child without being listed. */
export function createBearers(): {
  add: (child: RegisterChild, place: number) => void;
  find: (system: string, value: string) => number | undefined;
} {
  const byNumber = new Map<number, number>();
  const bySystem = new Map<string, Map<string, number>>();
  return {
    add: ({ childNo, identifiers }, place) => {
      byNumber.set(childNo, place);
      for (const { system, value } of identifiers) {
        const bearers = bySystem.get(system) ?? new Map<string, number>();
        bySystem.set(system, bearers.set(value, place));
      }
    },
    find: (system, value) => {
      const childNo = system === REGISTER_NUMBER ? readChildNumber(value) : null;
      const own = childNo === null ? undefined : byNumber.get(childNo);
      return own ?? bySystem.get(system)?.get(value);
    },
  };
}
