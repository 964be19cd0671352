import { sql } from 'kysely';
import type { PlainTopic, RowsDefinition } from '../../shared/rows/row-topic.ts';
import type { Tables } from './tables.ts';
import { DAYS_TO_REGISTER } from './timeliness.ts';

const daysAfterBirth = sql`registered_on - date_of_birth`;

/** At most one is linked to a child. */
const birthRegistration: PlainTopic = {
  read: ({ columns, isNear }) => sql`select ${columns} from birth_registration where ${isNear()}`,
  columns: {
    birthRegistration: sql`true`,
    'birthRegistration.number': sql`number`,
    'birthRegistration.registeredOn': sql`registered_on`,
    'birthRegistration.daysAfterBirth': daysAfterBirth,
    'birthRegistration.timeliness': sql`case when ${daysAfterBirth} <= ${sql.lit(DAYS_TO_REGISTER)} then 'ON_TIME' else 'LATE' end`,
    'birthRegistration.registeredAt': sql`true`,
    'birthRegistration.registeredAt.code': sql`registered_at_code`,
    'birthRegistration.registeredAt.onDate': sql`registered_on`,
    'birthRegistration.kind': sql`kind`,
    'birthRegistration.reRegisteredOn': sql`re_registered_on`,
    'birthRegistration.fatherKnown': sql`father_name is not null`,
    'birthRegistration.motherKnown': sql`mother_name is not null`,
  },
};

const legalAid: PlainTopic = {
  read: ({ columns, isNear }) =>
    sql`select ${columns} from legal_aid_case where ${isNear()} group by child_no`,
  columns: {},
  lists: {
    /** As findLegalAidCases orders them. */
    legalAid: {
      items: {
        id: sql`id`,
        role: sql`role`,
        form: sql`form`,
        field: sql`field`,
        requestedOn: sql`requested_on`,
        acceptedOn: sql`accepted_on`,
        givenOn: sql`given_on`,
        closedOn: sql`closed_on`,
        provider: sql`provider`,
      },
      order: sql`requested_on desc, id`,
    },
  },
};

/** What is answered by SQL alone: streamed for exports, and to fetches; test/rows compares it with the resolvers. */
export const rows: RowsDefinition<Tables> = { topics: [birthRegistration, legalAid] };
