import { formatChildNumber, parseChildNumber } from '../../shared/children/child-number.ts';
import { narrow } from '../../shared/cohort/narrow.ts';
import { daysBetween } from '../../shared/time/day.ts';
import { birthRegistration, legalAid } from './criteria.ts';
import type { Resolvers } from './schema.types.ts';
import { timelinessOf } from './timeliness.ts';

export const resolvers: Resolvers = {
  Child: {
    __resolveReference: async ({ id }) => ({ childNo: parseChildNumber(id) }),
    id: ({ childNo }) => formatChildNumber(childNo),
    birthRegistration: ({ childNo }, _, { loaders }) => loaders.birthRegistration.load(childNo),
    legalAid: ({ childNo }, _, { loaders }) => loaders.legalAid.load(childNo),
  },
  Cohort: {
    withBirthRegistration: (cohort, { where }, context) =>
      narrow(cohort, birthRegistration, where, context),
    withLegalAid: (cohort, { where }, context) => narrow(cohort, legalAid, where, context),
  },
  BirthRegistration: {
    daysAfterBirth: ({ dateOfBirth, registeredOn }) => daysBetween(dateOfBirth, registeredOn),
    timeliness: ({ dateOfBirth, registeredOn }) =>
      timelinessOf(daysBetween(dateOfBirth, registeredOn)),
    registeredAt: ({ registeredAtCode, registeredOn }) => ({
      code: registeredAtCode,
      onDate: registeredOn,
    }),
    fatherKnown: ({ fatherName }) => fatherName !== null,
    motherKnown: ({ motherName }) => motherName !== null,
  },
};
