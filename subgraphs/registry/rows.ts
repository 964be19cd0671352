import { sql } from 'kysely';
import type { Door, RowTopic, RowsDefinition, TopicParts } from '../../shared/rows/row-topic.ts';
import type { Day } from '../../shared/time/day.ts';
import { sightOf } from './sight.ts';
import type { Tables } from './tables.ts';
import { UNIT_FIELDS, unitsLivedIn } from './units-lived-in.ts';

const child: RowTopic<Tables> = {
  read: ({ columns, isAsked }) => sql`select child_no, ${columns} from child where ${isAsked()}`,
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
  },
};

/** Of each child the last stay begun by a day. */
function lastStays(isAsked: TopicParts['isAsked'], on: Day) {
  return sql`
    select distinct on (child_no) child_no, unit_id, ended_on from residence
    where ${isAsked()} and started_on <= ${sql.lit(on)}::date
    order by child_no, started_on desc`;
}

const residence: RowTopic<Tables> = {
  prepare: async (db, on) => sql.lit(JSON.stringify(await unitsLivedIn(db, on))),
  read: ({ columns, isAsked, on, prepared }) => sql`
    select child_no, ${columns} from (${lastStays(isAsked, on)}) stay
    join json_to_recordset(${prepared}::json) as unit (unit_id text, ${sql.join(
      UNIT_FIELDS.map(({ column }) => sql`${sql.ref(column)} text`),
    )}) using (unit_id)
    where ended_on is null or ended_on >= ${sql.lit(on)}::date`,
  columns: {
    residence: () => sql`true`,
    'residence.parent': () => sql`parent_id is not null`,
    'residence.parent.parent': () => sql`grandparent_id is not null`,
    ...Object.fromEntries(UNIT_FIELDS.map(({ path, column }) => [path, () => sql.ref(column)])),
  },
};

/** The children whom the viewer sees, as `sightOf` says: by where they live now, and whether they are sealed. */
const door: Door<Tables> = async (db, { grant, clock }) => {
  const today = clock.today();
  const { territory, seesSealed } = await sightOf(db, grant.viewer, today);
  const unitIds = sql.lit(JSON.stringify([...(territory?.unitIds ?? [])]));
  const isHere = sql`unit_id in (select json_array_elements_text(${unitIds}::json))`;
  const isOpen = sql`not exists (select from seal where seal.child_no = child.child_no and unsealed_at is null)`;
  return (isAsked) => sql`
    select child_no from child left join (${lastStays(isAsked, today)}) home using (child_no)
    where ${isAsked(sql.ref('child.child_no'))} and merged_into is null
      and case when unit_id is null then ${sql.lit(territory?.hasProvince ?? false)} else ${isHere} end
      and (${sql.lit(seesSealed)} or ${isOpen})`;
};

/** What is streamed for exports; test/rows compares it with the resolvers. */
export const rows: RowsDefinition<Tables> = { topics: [child, residence], door };
