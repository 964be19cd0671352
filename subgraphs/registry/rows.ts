import { sql } from 'kysely';
import type { RowTopic, RowsDefinition, TopicParts } from '../../shared/rows/row-topic.ts';
import type { Day } from '../../shared/time/day.ts';
import { isSeenBy } from './rows-seen.ts';
import type { Tables } from './tables.ts';
import { UNIT_COLUMNS, unitsLivedIn } from './units-lived-in.ts';

/** Of each child the last stay begun by a day. */
function lastStays(isNear: TopicParts['isNear'], on: Day) {
  return sql`(
    select distinct on (child_no) child_no, unit_id, ended_on from residence
    where ${isNear()} and started_on <= ${sql.lit(on)}::date
    order by child_no, started_on desc) home`;
}

function isAtHome(on: Day) {
  return sql`(ended_on is null or ended_on >= ${sql.lit(on)}::date)`;
}

/** The children whom the viewer sees, and where they live now. */
const child: RowTopic<Tables> = {
  open: async ({ db, call, on, paths }) => {
    const isSeen = await isSeenBy(db, call);
    const units = await unitsLivedIn(db, on, paths);
    return ({ columns, isNear }) => sql`
      select ${columns} from child
      left join ${lastStays(isNear, on)} using (child_no)
      left join ${units} on unit.unit_id = home.unit_id and ${isAtHome(on)}
      where ${isNear(sql.ref('child.child_no'))} and merged_into is null and ${isSeen}`;
  },
  columns: {
    fullName: sql`concat_ws(' ', nullif(family_name, ''), nullif(middle_name, ''), nullif(given_name, ''))`,
    familyName: sql`family_name`,
    middleName: sql`middle_name`,
    givenName: sql`given_name`,
    dateOfBirth: sql`date_of_birth`,
    dateOfBirthEstimated: sql`date_of_birth_estimated`,
    sex: sql`sex`,
    ethnicity: sql`ethnicity`,
    nationality: sql`nationality`,
    placeOfOrigin: sql`place_of_origin`,
    householdPovertyStatus: sql`household_poverty_status`,
    registrationStatus: sql`registration_status`,
    birthNotifiedOn: sql`birth_notified_on`,
    diedOn: sql`died_on`,
    departedOn: sql`departed_on`,
    ...UNIT_COLUMNS,
  },
};

/** Where children lived on another day. */
const residence: RowTopic<Tables> = {
  open: async ({ db, on, paths }) => {
    const units = await unitsLivedIn(db, on, paths);
    return ({ columns, isNear }) => sql`
      select ${columns} from ${lastStays(isNear, on)}
      join ${units} on unit.unit_id = home.unit_id and ${isAtHome(on)}`;
  },
  columns: Object.fromEntries(
    Object.entries(UNIT_COLUMNS).map(([path, value]) => [path, () => value]),
  ),
};

/** What is streamed for exports; test/rows compares it with the resolvers. */
export const rows: RowsDefinition<Tables> = { topics: [child, residence], isLed: true };
