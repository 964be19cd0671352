import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import { pupilCode } from '../../../shared/demo-province/identifiers.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import { addDays, addMonths, ageInYears, daysBetween } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import { lastDayOfRecord, linkedTo } from './record.ts';
import type { SwimmingAssessmentRow } from '../tables.ts';

/** Share of safe swimmers at six years, and what each further year adds: 40 % of children of 6 to 15 years. */
const SAFE_AT_SIX = 0.13;
const SAFE_PER_YEAR = 0.06;
/** Beyond the safe swimmers: children who swim, and children who were taught and do not. */
const SWIMMING_SHARE = 0.08;
const TAUGHT_SHARE = 0.12;
const ASSESSED_BEFORE_SHARE = 0.2;
const DAYS_TOLD = 900;
const MONTHS_AT_SIX = 72;
const STANDARD = 'THREE_LEVEL_2019';

type Skill = 'SAFE' | 'SWIMS' | 'TAUGHT';
type Found = Pick<
  SwimmingAssessmentRow,
  'taught' | 'distanceMetres' | 'treadingSeconds' | 'rescueKnowledge' | 'selfRescue'
>;

const ASSESSORS: Record<SwimmingAssessmentRow['sourceDepartment'], readonly [string, ...string[]]> =
  {
    EDUCATION: ['Trường Tiểu học', 'Trường Trung học cơ sở', 'Trường Tiểu học và Trung học cơ sở'],
    CULTURE_AND_SPORTS: [
      'Trung tâm Văn hóa - Thể thao',
      'Nhà thi đấu và bể bơi tỉnh',
      'Câu lạc bộ bơi',
    ],
  };

function skillOf({ story }: DemoChild, random: Random, age: number): Skill | null {
  const drawn = story === 'KNOWN_TO_ALL' ? 0 : random.fraction();
  const safe = SAFE_AT_SIX + SAFE_PER_YEAR * (Math.min(age, 15) - 6);
  if (drawn < safe) return 'SAFE';
  if (drawn < safe + SWIMMING_SHARE) return 'SWIMS';
  return drawn < safe + SWIMMING_SHARE + TAUGHT_SHARE ? 'TAUGHT' : null;
}

function found(skill: Skill, random: Random): Found {
  const taught = skill === 'TAUGHT' || random.chance(0.9);
  if (skill === 'SAFE') {
    return {
      taught,
      distanceMetres: 50 + 5 * random.between(0, 20),
      treadingSeconds: 120 + 10 * random.between(0, 12),
      rescueKnowledge: true,
      selfRescue: true,
    };
  }
  if (skill === 'SWIMS') {
    return {
      taught,
      distanceMetres: 25 + random.between(0, 20),
      treadingSeconds: 90 + random.between(0, 25),
      rescueKnowledge: random.chance(0.5),
      selfRescue: random.chance(0.3),
    };
  }
  return {
    taught,
    distanceMetres: random.between(0, 20),
    treadingSeconds: random.between(0, 60),
    rescueKnowledge: random.chance(0.4),
    selfRescue: random.chance(0.05),
  };
}

function assessment(
  child: DemoChild,
  random: Random,
  { skill, assessedOn, place }: { skill: Skill; assessedOn: Day; place: number },
) {
  const sourceDepartment = random.chance(0.7) ? 'EDUCATION' : 'CULTURE_AND_SPORTS';
  return {
    id: `BOI-${child.childNo}-${place}`,
    pupilCode: sourceDepartment === 'EDUCATION' ? pupilCode(child.childNo) : null,
    childNo: linkedTo(child, random),
    assessedOn,
    ...found(skill, random),
    assessor: random.oneOf(ASSESSORS[sourceDepartment]),
    standard: STANDARD,
    sourceDepartment,
    recordedAt: `${assessedOn}T09:00:00Z`,
  };
}

/** The demo child's swimming assessments, none before six years of age; some have an earlier, weaker one. */
export function swimmingAssessments(child: DemoChild, random: Random) {
  const last = lastDayOfRecord(child);
  const sixth = addMonths(child.dateOfBirth, MONTHS_AT_SIX);
  if (sixth > last) return [];
  const skill = skillOf(child, random, ageInYears(child.dateOfBirth, last));
  if (skill === null) return [];
  const assessedOn = addDays(
    last,
    -random.between(0, Math.min(DAYS_TOLD, daysBetween(sixth, last))),
  );
  const newest = assessment(child, random, { skill, assessedOn, place: 1 });
  const before = addDays(assessedOn, -random.between(60, 300));
  if (!random.chance(ASSESSED_BEFORE_SHARE) || before < sixth) return [newest];
  return [newest, assessment(child, random, { skill: 'TAUGHT', assessedOn: before, place: 2 })];
}
