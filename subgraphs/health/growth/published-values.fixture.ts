import type { Position } from './position.ts';
import type { Sex } from './reference.ts';

/** The measures that WHO prints for -3, -2, -1, 0, 1, 2 and 3 SD, to one decimal (simplified field tables, 2006). */
export interface PublishedRow {
  sex: Sex;
  /** Days of age, or cm of length or height. */
  at: number;
  measures: readonly number[];
}

/** Weight-for-age in kg at 0, 12, 24, 36, 48 and 60 months. */
export const weightForAgeRows: readonly PublishedRow[] = [
  { sex: 'MALE', at: 0, measures: [2.1, 2.5, 2.9, 3.3, 3.9, 4.4, 5.0] },
  { sex: 'MALE', at: 365, measures: [6.9, 7.7, 8.6, 9.6, 10.8, 12.0, 13.3] },
  { sex: 'MALE', at: 731, measures: [8.6, 9.7, 10.8, 12.2, 13.6, 15.3, 17.1] },
  { sex: 'MALE', at: 1096, measures: [10.0, 11.3, 12.7, 14.3, 16.2, 18.3, 20.7] },
  { sex: 'MALE', at: 1461, measures: [11.2, 12.7, 14.4, 16.3, 18.6, 21.2, 24.2] },
  { sex: 'MALE', at: 1826, measures: [12.4, 14.1, 16.0, 18.3, 21.0, 24.2, 27.9] },
  { sex: 'FEMALE', at: 0, measures: [2.0, 2.4, 2.8, 3.2, 3.7, 4.2, 4.8] },
  { sex: 'FEMALE', at: 365, measures: [6.3, 7.0, 7.9, 8.9, 10.1, 11.5, 13.1] },
  { sex: 'FEMALE', at: 731, measures: [8.1, 9.0, 10.2, 11.5, 13.0, 14.8, 17.0] },
  { sex: 'FEMALE', at: 1096, measures: [9.6, 10.8, 12.2, 13.9, 15.8, 18.1, 20.9] },
  { sex: 'FEMALE', at: 1461, measures: [10.9, 12.3, 14.0, 16.1, 18.5, 21.5, 25.2] },
  { sex: 'FEMALE', at: 1826, measures: [12.1, 13.7, 15.8, 18.2, 21.2, 24.9, 29.5] },
];

/** Length-for-age at 0, 12 and 24 months, then height-for-age at 24, 36, 48 and 60 months, in cm. */
export const heightForAgeRows: readonly PublishedRow[] = [
  { sex: 'MALE', at: 0, measures: [44.2, 46.1, 48.0, 49.9, 51.8, 53.7, 55.6] },
  { sex: 'MALE', at: 365, measures: [68.6, 71.0, 73.4, 75.7, 78.1, 80.5, 82.9] },
  { sex: 'MALE', at: 730, measures: [78.7, 81.7, 84.8, 87.8, 90.9, 93.9, 97.0] },
  { sex: 'MALE', at: 731, measures: [78.0, 81.0, 84.1, 87.1, 90.2, 93.2, 96.3] },
  { sex: 'MALE', at: 1096, measures: [85.0, 88.7, 92.4, 96.1, 99.8, 103.5, 107.2] },
  { sex: 'MALE', at: 1461, measures: [90.7, 94.9, 99.1, 103.3, 107.5, 111.7, 115.9] },
  { sex: 'MALE', at: 1826, measures: [96.1, 100.7, 105.3, 110.0, 114.6, 119.2, 123.9] },
  { sex: 'FEMALE', at: 0, measures: [43.6, 45.4, 47.3, 49.1, 51.0, 52.9, 54.7] },
  { sex: 'FEMALE', at: 365, measures: [66.3, 68.9, 71.4, 74.0, 76.6, 79.2, 81.7] },
  { sex: 'FEMALE', at: 730, measures: [76.7, 80.0, 83.2, 86.4, 89.6, 92.9, 96.1] },
  { sex: 'FEMALE', at: 731, measures: [76.0, 79.3, 82.5, 85.7, 88.9, 92.2, 95.4] },
  { sex: 'FEMALE', at: 1096, measures: [83.6, 87.4, 91.2, 95.1, 98.9, 102.7, 106.5] },
  { sex: 'FEMALE', at: 1461, measures: [89.8, 94.1, 98.4, 102.7, 107.0, 111.3, 115.7] },
  { sex: 'FEMALE', at: 1826, measures: [95.2, 99.9, 104.7, 109.4, 114.2, 118.9, 123.7] },
];

/** Weight-for-length, in kg by cm. */
export const weightForLengthRows: readonly PublishedRow[] = [
  { sex: 'MALE', at: 45, measures: [1.9, 2.0, 2.2, 2.4, 2.7, 3.0, 3.3] },
  { sex: 'MALE', at: 60, measures: [4.7, 5.1, 5.5, 6.0, 6.5, 7.1, 7.8] },
  { sex: 'MALE', at: 80, measures: [8.2, 8.9, 9.6, 10.4, 11.4, 12.4, 13.6] },
  { sex: 'FEMALE', at: 45, measures: [1.9, 2.1, 2.3, 2.5, 2.7, 3.0, 3.3] },
  { sex: 'FEMALE', at: 60, measures: [4.5, 4.9, 5.4, 5.9, 6.4, 7.1, 7.8] },
  { sex: 'FEMALE', at: 80, measures: [7.8, 8.5, 9.2, 10.1, 11.0, 12.1, 13.4] },
];

/** Weight-for-height, in kg by cm. */
export const weightForHeightRows: readonly PublishedRow[] = [
  { sex: 'MALE', at: 65, measures: [5.9, 6.3, 6.9, 7.4, 8.1, 8.8, 9.6] },
  { sex: 'MALE', at: 87, measures: [9.6, 10.4, 11.2, 12.2, 13.2, 14.4, 15.7] },
  { sex: 'MALE', at: 100, measures: [12.1, 13.1, 14.2, 15.4, 16.7, 18.2, 19.9] },
  { sex: 'MALE', at: 120, measures: [17.1, 18.6, 20.4, 22.4, 24.6, 27.2, 30.1] },
  { sex: 'FEMALE', at: 65, measures: [5.6, 6.1, 6.6, 7.2, 7.9, 8.7, 9.7] },
  { sex: 'FEMALE', at: 87, measures: [9.2, 10.0, 10.9, 11.9, 13.0, 14.3, 15.8] },
  { sex: 'FEMALE', at: 100, measures: [11.7, 12.8, 13.9, 15.2, 16.7, 18.4, 20.3] },
  { sex: 'FEMALE', at: 120, measures: [17.3, 18.9, 20.7, 22.8, 25.2, 28.0, 31.2] },
];

/** Weights in kg that WHO's expanded tables print for -4 and +4 SD: they lie on the even steps beyond 3 SD. */
export const fourSdWeights: readonly {
  sex: Sex;
  ageDays: number;
  cm: number | null;
  kg: number;
  z: number;
}[] = [
  { sex: 'MALE', ageDays: 0, cm: null, kg: 1.701, z: -4 },
  { sex: 'MALE', ageDays: 30, cm: null, kg: 2.462, z: -4 },
  { sex: 'MALE', ageDays: 100, cm: null, kg: 3.997, z: -4 },
  { sex: 'MALE', ageDays: 182, cm: null, kg: 4.984, z: -4 },
  { sex: 'MALE', ageDays: 365, cm: null, kg: 6.111, z: -4 },
  { sex: 'FEMALE', ageDays: 1800, cm: null, kg: 33.795, z: 4 },
  { sex: 'FEMALE', ageDays: 1826, cm: null, kg: 34.176, z: 4 },
  { sex: 'MALE', ageDays: 100, cm: 45, kg: 1.71, z: -4 },
  { sex: 'MALE', ageDays: 100, cm: 60, kg: 4.332, z: -4 },
  { sex: 'MALE', ageDays: 300, cm: 73, kg: 6.589, z: -4 },
  { sex: 'FEMALE', ageDays: 1500, cm: 105, kg: 24.666, z: 4 },
  { sex: 'FEMALE', ageDays: 1500, cm: 110, kg: 27.569, z: 4 },
  { sex: 'FEMALE', ageDays: 1500, cm: 120, kg: 34.407, z: 4 },
];

/** Lengths and heights in cm that the expanded tables print for -4 and +4 SD. */
export const fourSdHeights: readonly { sex: Sex; ageDays: number; cm: number; z: number }[] = [
  { sex: 'MALE', ageDays: 0, cm: 42.312, z: -4 },
  { sex: 'MALE', ageDays: 100, cm: 53.96, z: -4 },
  { sex: 'MALE', ageDays: 365, cm: 66.235, z: -4 },
  { sex: 'FEMALE', ageDays: 1800, cm: 127.867, z: 4 },
  { sex: 'FEMALE', ageDays: 1826, cm: 128.44, z: 4 },
];

/** Height-for-age that WHO's own software (R package anthro) gives in its tests. */
export const softwareHeights: readonly {
  sex: Sex;
  ageDays: number;
  cm: number;
  position: Position | null;
  z: number;
}[] = [
  { sex: 'MALE', ageDays: 44, cm: 50, position: null, z: -3.29 },
  { sex: 'MALE', ageDays: 244, cm: 60, position: 'HEIGHT', z: -4.81 },
  { sex: 'MALE', ageDays: 274, cm: 60, position: 'HEIGHT', z: -5.02 },
  { sex: 'FEMALE', ageDays: 731, cm: 77.5, position: 'HEIGHT', z: -2.55 },
  { sex: 'FEMALE', ageDays: 731, cm: 77.5, position: null, z: -2.55 },
];
