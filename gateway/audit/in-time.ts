import { inTime as waitInTime } from '../../shared/time/in-time.ts';
import { TrailUnavailable } from './trail-unavailable.ts';

/** Waits for the trail, no longer than so many milliseconds; rejects with TrailUnavailable after that. */
export function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  return waitInTime(
    work,
    milliseconds,
    () => new TrailUnavailable(`no answer within ${Math.round(milliseconds)} milliseconds`),
  );
}
