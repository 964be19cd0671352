import { checkAsks, checkPeriod, isWithin } from '../../shared/cohort/check-criteria.ts';
import { defineCriterion } from '../../shared/cohort/criterion.ts';
import { defineTopic } from '../../shared/cohort/topic.ts';
import type { Day } from '../../shared/time/day.ts';
import { caseFacts, registrationFacts } from './queries.ts';
import type { CaseFacts, RegistrationFacts } from './queries.ts';
import type { BirthRegistrationCriteria, LegalAidCriteria } from './schema.types.ts';
import { timelinessOf } from './timeliness.ts';

const registrations = defineTopic<RegistrationFacts>({
  name: 'birth_registration',
  records: registrationFacts,
  blank: { registeredOn: '', kind: 'ORDINARY', daysAfterBirth: 0 },
});

const cases = defineTopic<CaseFacts>({
  name: 'legal_aid_case',
  records: caseFacts,
  blank: {
    role: 'PARTY',
    form: 'CONSULTATION',
    field: 'OTHER',
    requestedOn: '',
    acceptedOn: null,
    givenOn: null,
  },
});

/** The records that cohorts are narrowed by here. */
export const topics = [registrations, cases];

export const birthRegistration = defineCriterion(
  registrations,
  (where: BirthRegistrationCriteria, asOf: Day) => {
    const { registered, timeliness, registeredFrom, registeredTo, kind } = where;
    checkAsks(where);
    checkPeriod('registered', registeredFrom, registeredTo);
    return [
      {
        asked: { ...where, registered: true },
        not: registered === false,
        holds: (records) =>
          records.some(
            (registration) =>
              isWithin(registration.registeredOn, registeredFrom, registeredTo, asOf) &&
              (!kind || registration.kind === kind) &&
              (!timeliness || timelinessOf(registration.daysAfterBirth) === timeliness),
          ),
      },
    ];
  },
);

function isCaseAskedFor(aid: CaseFacts, where: LegalAidCriteria, asOf: Day): boolean {
  const { form, role, field, criminal, requestedFrom, requestedTo, givenFrom, givenTo } = where;
  const { acceptedFrom, acceptedTo } = where;
  return (
    (!form || aid.form === form) &&
    (!role || aid.role === role) &&
    (!field || aid.field === field) &&
    (typeof criminal !== 'boolean' || (aid.field === 'CRIMINAL') === criminal) &&
    isWithin(aid.requestedOn, requestedFrom, requestedTo, asOf) &&
    ((!acceptedFrom && !acceptedTo) || isWithin(aid.acceptedOn, acceptedFrom, acceptedTo, asOf)) &&
    ((!givenFrom && !givenTo) || isWithin(aid.givenOn, givenFrom, givenTo, asOf))
  );
}

export const legalAid = defineCriterion(cases, (where: LegalAidCriteria, asOf: Day) => {
  const { received } = where;
  checkAsks(where);
  checkPeriod('requested', where.requestedFrom, where.requestedTo);
  checkPeriod('accepted', where.acceptedFrom, where.acceptedTo);
  checkPeriod('given', where.givenFrom, where.givenTo);
  const mustBeGiven = typeof received === 'boolean';
  return [
    {
      asked: { ...where, received: mustBeGiven },
      not: received === false,
      holds: (records) =>
        records.some(
          (aid) =>
            isCaseAskedFor(aid, where, asOf) &&
            (!mustBeGiven || (aid.givenOn !== null && aid.givenOn <= asOf)),
        ),
    },
  ];
});
