import { createHash } from 'node:crypto';
import { parse, print } from 'graphql';
import type { TrustedOperation } from '../../gateway/limits/trusted-operations.ts';

/** A list of everyone in a cohort; `nodes` is what is asked of each. */
function operation(name: string, nodes: string, narrowed = ''): TrustedOperation {
  const day = nodes.includes('$on') ? '$on: Date,' : '';
  const closing = narrowed === '' ? '' : '}';
  const text = print(
    parse(`query ${name}($unit: ID, ${day} $first: Int = 50, $after: String) {
      cohort(unit: $unit) { ${narrowed} children(first: $first, after: $after) {
        nodes { ${nodes} } pageInfo { hasNextPage endCursor }
      } ${closing} }
    }`),
  );
  return { name, text, id: createHash('sha256').update(text).digest('hex') };
}

const UNIT = 'id code name level validFrom validTo';

/** Lists that can be streamed, besides the published ones. */
export const STREAMED = [
  operation(
    'AllOfRegister',
    `dateOfBirth id fullName familyName middleName givenName dateOfBirthEstimated sex ethnicity nationality placeOfOrigin
     householdPovertyStatus registrationStatus birthNotifiedOn diedOn departedOn
     residence { ${UNIT} parent { ${UNIT} parent { ${UNIT} } } }`,
  ),
  operation(
    'AllOfOthers',
    `id
     healthInsurance { insured }
     nutrition { latest { measuredOn ageDays weightKg lengthOrHeightCm position weightForAgeZ heightForAgeZ
       weightForHeightZ underweight stunted wasted undernourished hasOedema } }
     preschool { enrolled } swimming { taught canSwim selfRescue safeSwimmer }
     birthRegistration { number registeredOn daysAfterBirth timeliness registeredAt { code } kind reRegisteredOn
       fatherKnown motherKnown }`,
  ),
  operation(
    'OnDays',
    `id then: residence(on: $on) { code name } now: residence { code }
     healthInsurance { before: insured(on: "2020-06-30") insured(on: $on) }
     swimming { canSwim(on: $on) } name: fullName`,
  ),
  operation('NumbersAlone', 'id'),
  operation(
    'NotInsured',
    'id fullName healthInsurance { insured }',
    'withHealthInsurance(where: { insured: false }) {',
  ),
];

/** Lists that cannot. */
export const PAGED = [
  operation('WithGuardians', 'id fullName guardians { fullName }'),
  operation('WithIdentifier', 'id personalIdNumber'),
  operation('WithSuccessors', 'id residence { successors { code } }'),
  operation('WithType', 'id __typename'),
];

/** Who may export but may not see everything. */
export const ROLES = {
  'health-exporter': {
    title: { en: 'Exports health', vi: 'Xuất dữ liệu y tế' },
    units: ['30'],
    scopes: ['child:read', 'health:read', 'cohort:exact', 'cohort:list', 'export:rows'],
  },
  'district-exporter': {
    title: { en: 'Exports a district', vi: 'Xuất dữ liệu huyện' },
    units: ['288'],
    scopes: [
      'child:*',
      'justice:read',
      'education:read',
      'cohort:exact',
      'cohort:list',
      'export:rows',
    ],
  },
};
