import { formatChildNumber, parseChildNumber } from '../../shared/children/child-number.ts';
import { daysBetween } from '../../shared/time/day.ts';
import type { Resolvers } from './schema.types.ts';

/** Article 15 of the Law on Civil Status 2014: a birth is registered within 60 days. */
const DAYS_TO_REGISTER = 60;

export const resolvers: Resolvers = {
  Child: {
    __resolveReference: async ({ id }) => ({ childNo: parseChildNumber(id) }),
    id: ({ childNo }) => formatChildNumber(childNo),
    birthRegistration: ({ childNo }, _, { loaders }) => loaders.birthRegistration.load(childNo),
    legalAid: ({ childNo }, _, { loaders }) => loaders.legalAid.load(childNo),
  },
  BirthRegistration: {
    daysAfterBirth: ({ dateOfBirth, registeredOn }) => daysBetween(dateOfBirth, registeredOn),
    timeliness: ({ dateOfBirth, registeredOn }) =>
      daysBetween(dateOfBirth, registeredOn) <= DAYS_TO_REGISTER ? 'ON_TIME' : 'LATE',
    registeredAt: ({ registeredAtCode, registeredOn }) => ({
      code: registeredAtCode,
      onDate: registeredOn,
    }),
    fatherKnown: ({ fatherName }) => fatherName !== null,
    motherKnown: ({ motherName }) => motherName !== null,
  },
};
