import type { SwimmingAssessmentRow, SwimmingStandard } from '../tables.ts';

type Shown = Pick<
  SwimmingAssessmentRow,
  'distanceMetres' | 'treadingSeconds' | 'rescueKnowledge' | 'selfRescue'
>;
type Thresholds = Omit<SwimmingStandard, 'code' | 'name' | 'source' | 'certainty'>;

function reaches(
  { distanceMetres, treadingSeconds }: Shown,
  metres: number,
  seconds: number,
): boolean {
  return (distanceMetres ?? 0) >= metres && (treadingSeconds ?? 0) >= seconds;
}

/** Whether the facts reach the standard's swimming thresholds; what was not measured was not shown. */
export function canSwim(shown: Shown, standard: Thresholds): boolean {
  return reaches(shown, standard.swimDistanceMetres, standard.swimTreadingSeconds);
}

/** Whether the facts meet all that the standard asks of a safe swimmer, who can also swim. */
export function isSafeSwimmer(shown: Shown, standard: Thresholds): boolean {
  return (
    canSwim(shown, standard) &&
    reaches(shown, standard.safeDistanceMetres, standard.safeTreadingSeconds) &&
    (shown.selfRescue === true || !standard.safeNeedsSelfRescue) &&
    (shown.rescueKnowledge === true || !standard.safeNeedsRescueKnowledge)
  );
}
