import { formatChildNumber, parseChildNumber } from '../../shared/children/child-number.ts';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Resolvers } from './schema.types.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Throws INVALID_ARGUMENT for what is no emergency's id. */
function checkEmergencyId(id: string): string {
  if (UUID.test(id)) return id;
  throw new GraphError('INVALID_ARGUMENT', {
    en: 'emergencyId is not the id of an emergency. Take it from the list of emergencies.',
    vi: 'emergencyId không phải là mã của một trường hợp khẩn cấp. Hãy lấy từ danh sách khẩn cấp.',
  });
}

export const resolvers: Resolvers = {
  Query: {
    accessLog: (_, { childId, emergencyId, first, after }, { loaders }) =>
      loaders.accesses(
        parseChildNumber(childId),
        emergencyId ? checkEmergencyId(emergencyId) : null,
        { first, after },
      ),
    emergencies: (_, { open, first, after }, { loaders }) =>
      loaders.emergencies(open ?? null, { first, after }),
  },
  AccessRecord: {
    gateway: ({ gatewayId }) => gatewayId,
    departments: ({ departments }) =>
      Object.entries(departments).map(([name, state]) => ({ name, state })),
  },
  Emergency: {
    id: ({ emergencyId }) => emergencyId,
    childId: ({ childNo }) => formatChildNumber(childNo),
    openedBy: ({ subject }) => subject,
    openedAt: ({ at }) => at,
    expiresAt: ({ expiresAt, at }) => expiresAt ?? at,
  },
};
