import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import type { Story } from '../../../shared/demo-province/stories.ts';
import type { RawMeasurement } from '../tables.ts';

type Measured = Pick<
  RawMeasurement,
  'measuredOn' | 'weightKg' | 'lengthOrHeightCm' | 'position' | 'hasOedema'
>;

/** What was measured of the fixed cases that are about growth, or need records of it. */
const measuredOf: Partial<Record<Story, readonly Measured[]>> = {
  KNOWN_TO_ALL: [
    {
      measuredOn: '2016-06-01',
      weightKg: 9.1,
      lengthOrHeightCm: 75.5,
      position: 'LENGTH',
      hasOedema: false,
    },
    {
      measuredOn: '2017-06-01',
      weightKg: 11.2,
      lengthOrHeightCm: 85,
      position: 'HEIGHT',
      hasOedema: false,
    },
    {
      measuredOn: '2018-06-01',
      weightKg: 13,
      lengthOrHeightCm: 93.2,
      position: 'HEIGHT',
      hasOedema: false,
    },
    {
      measuredOn: '2019-12-02',
      weightKg: 15.4,
      lengthOrHeightCm: 103.4,
      position: 'HEIGHT',
      hasOedema: false,
    },
  ],
  MEASUREMENT_IMPLAUSIBLE: [
    {
      measuredOn: '2021-12-01',
      weightKg: 10.6,
      lengthOrHeightCm: 80.5,
      position: 'LENGTH',
      hasOedema: false,
    },
    {
      measuredOn: '2022-06-01',
      weightKg: 118,
      lengthOrHeightCm: 86,
      position: 'HEIGHT',
      hasOedema: false,
    },
  ],
  OEDEMA: [
    {
      measuredOn: '2022-06-01',
      weightKg: 9.8,
      lengthOrHeightCm: 83,
      position: 'LENGTH',
      hasOedema: true,
    },
  ],
  LYING_AT_THREE: [
    {
      measuredOn: '2022-10-03',
      weightKg: 13.9,
      lengthOrHeightCm: 95.2,
      position: 'LENGTH',
      hasOedema: false,
    },
  ],
  KNOWN_TO_ONE_ONLY: [
    {
      measuredOn: '2022-09-09',
      weightKg: 3.1,
      lengthOrHeightCm: null,
      position: null,
      hasOedema: false,
    },
  ],
};

/** The measurements of a fixed case; null where the story says nothing of growth, so that they are drawn. */
export function storyMeasurements({
  story,
  childNo,
  sex,
  dateOfBirth,
}: DemoChild): RawMeasurement[] | null {
  const measured = story === null ? undefined : measuredOf[story];
  if (measured === undefined) return null;
  return measured.map((taken) => ({
    childNo,
    sex,
    dateOfBirth,
    ...taken,
    recordedAt: new Date(`${taken.measuredOn}T08:00:00Z`),
  }));
}
