import type { DemoChild, DemoParent } from '../../../shared/demo-province/demo-child.ts';
import { figures } from '../../../shared/demo-province/figures.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import { fullNameOf } from '../fold-name.ts';
import type { CircumstanceGroupCode, GuardianRow } from '../tables.ts';
import type { Circumstance } from './circumstances.ts';

type Guardian = Omit<GuardianRow, 'childNo' | 'position'>;

const WITHOUT_PARENTS: ReadonlySet<CircumstanceGroupCode> = new Set([
  'ORPHAN_BOTH_PARENTS',
  'ABANDONED',
  'NO_SUPPORT',
  'MIGRANT_REFUGEE',
]);
const FACILITY = 'Trung tâm Bảo trợ xã hội tỉnh Hải Dương';

function parent(
  relationship: 'MOTHER' | 'FATHER',
  person: DemoParent | null,
  ethnicity: string | null,
): Guardian[] {
  if (person === null) return [];
  return [
    {
      relationship,
      fullName: fullNameOf(person),
      birthYear: person.birthYear,
      nationality: 'VN',
      ethnicity,
    },
  ];
}

function carer(
  child: DemoChild,
  random: Random,
  group: CircumstanceGroupCode,
  ethnicity: string | null,
): Guardian {
  const noKin = group === 'ABANDONED' || group === 'MIGRANT_REFUGEE';
  if (noKin && random.chance(0.5)) {
    return {
      relationship: 'INSTITUTION',
      fullName: FACILITY,
      birthYear: null,
      nationality: null,
      ethnicity: null,
    };
  }
  const relationship = noKin
    ? 'ALTERNATIVE_CARER'
    : random.oneOf(['GRANDPARENT', 'GRANDPARENT', 'RELATIVE'] as const);
  const familyName =
    relationship === 'ALTERNATIVE_CARER' ? figures.familyName(random) : child.familyName;
  const person = {
    familyName,
    middleName: figures.middleName.FEMALE(random),
    givenName: figures.givenName.FEMALE(random),
  };
  const older = relationship === 'GRANDPARENT' ? random.between(48, 70) : random.between(28, 50);
  const birthYear = Number(child.dateOfBirth.slice(0, 4)) - older;
  return {
    relationship,
    fullName: fullNameOf(person),
    birthYear,
    nationality: 'VN',
    ethnicity: noKin ? 'Kinh' : ethnicity,
  };
}

/** Who answers for the child: father and mother, or a carer where a circumstance takes them away. */
export function guardians(
  child: DemoChild,
  random: Random,
  circumstances: readonly Circumstance[],
  ethnicity: string | null,
) {
  const lost = circumstances.find(
    ({ group, atRisk, endedOn }) => !atRisk && endedOn === null && WITHOUT_PARENTS.has(group),
  );
  const listed =
    lost === undefined
      ? [...parent('FATHER', child.father, ethnicity), ...parent('MOTHER', child.mother, ethnicity)]
      : [carer(child, random, lost.group, ethnicity)];
  return listed.map((guardian, index) => ({
    childNo: child.childNo,
    position: index + 1,
    ...guardian,
  }));
}
