import { TrailUnavailable } from './trail-unavailable.ts';

/** Waits for the trail, no longer than so many milliseconds; rejects with TrailUnavailable after that. */
export async function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TrailUnavailable(`no answer within ${Math.round(milliseconds)} milliseconds`));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
