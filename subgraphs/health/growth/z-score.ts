import type { Lms } from './reference.ts';

/** The z-score of a measure by the LMS method: ((y / M)^L - 1) / (S L). Unrounded; for indices with L = 1 (height-for-age). */
export function lmsZScore(measure: number, { l, m, s }: Lms): number {
  return ((measure / m) ** l - 1) / (s * l);
}

/** The measure (kg or cm) that lies `z` standard deviations from the median: M (1 + L S z)^(1/L). */
export function measureAtZ(z: number, { l, m, s }: Lms): number {
  return m * (1 + l * s * z) ** (1 / l);
}

/**
 * The z-score of a weight. Beyond ±3 SD it goes on in even steps, each as wide as the distance between 2 and 3 SD
 * on that side, since the standards have no data out there (WHO 2006, Methods and development, chapter 7).
 */
export function weightZScore(weightKg: number, lms: Lms): number {
  const z = lmsZScore(weightKg, lms);
  if (z > 3) {
    const sd3 = measureAtZ(3, lms);
    return 3 + (weightKg - sd3) / (sd3 - measureAtZ(2, lms));
  }
  if (z < -3) {
    const sd3 = measureAtZ(-3, lms);
    return -3 + (weightKg - sd3) / (measureAtZ(-2, lms) - sd3);
  }
  return z;
}

/**
 * Rounds to two decimals as R (4.0 and later) does: to the nearer of the two neighbours with two decimals, and from
 * the exact middle (0.125) to the even one (0.12). Never gives -0.
 */
export function roundToHundredths(value: number): number {
  const size = Math.abs(value);
  const below = Math.floor(size * 100);
  const down = below / 100;
  const up = Math.ceil(size * 100) / 100;
  const isNearerDown = size - down < up - size;
  const isMiddle = size - down === up - size;
  const rounded = isNearerDown || (isMiddle && below % 2 === 0) ? down : up;
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}
