import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { writtenQuestion } from '../../../shared/database/written-question.ts';
import type { LinkChange, WaitingRecord } from '../../../shared/links/link-change.ts';
import type { Sql } from '../../../shared/rows/row-topic.ts';
import type {
  AssistanceRow,
  ChildRow,
  GuardianRow,
  IdentifierRow,
  IdentifierSystemRow,
  ResidenceRow,
  SpecialCircumstanceRow,
  Tables,
} from '../tables.ts';

/** What the register tells of a child itself, beside what is told at the door. */
export type Particulars = Pick<
  ChildRow,
  | 'childNo'
  | 'nationality'
  | 'placeOfOrigin'
  | 'householdPovertyStatus'
  | 'registrationStatus'
  | 'birthNotifiedOn'
  | 'diedOn'
  | 'departedOn'
>;

/** An identifier, with the department that owns its system. */
export type OwnedIdentifier = IdentifierRow & Pick<IdentifierSystemRow, 'owner'>;

/** What is read of children by their serials: the rows of each part. */
export interface OfChildren {
  particulars: Particulars;
  /** The retired serials found to be these children, in order. */
  formerNumbers: { childNo: number; formerNo: number };
  /** In the register's order. */
  guardians: GuardianRow;
  /** First one first. */
  residences: Omit<ResidenceRow, 'recordedAt'>;
  /** Newest first. */
  specialCircumstances: Omit<SpecialCircumstanceRow, 'recordedAt'>;
  /** Newest first. */
  assistance: Omit<AssistanceRow, 'recordedAt'>;
  /** By system and value. */
  identifiers: OwnedIdentifier;
  /** What departments have yet to be told, whosoever it is about. */
  untold: LinkChange;
  /** Which departments have a record that waits and may be one of these children's. */
  waiting: WaitingRecord;
}

export type Part = keyof OfChildren;

/** A part that is read where it is asked for, by the children it is of. */
export type ListPart = Exclude<Part, 'untold' | 'waiting'>;

/** Parts as they are read. */
export type RowsOfChildren = { [Name in Part]: OfChildren[Name][] };

const anyOfThem = sql.raw('any($1::bigint[])');

/** Each part by itself, columns by the names that its rows have here. */
const PARTS: Readonly<Record<Part, Sql>> = {
  particulars: sql`
    select child_no as "childNo", nationality, place_of_origin as "placeOfOrigin",
      household_poverty_status as "householdPovertyStatus", registration_status as "registrationStatus",
      birth_notified_on as "birthNotifiedOn", died_on as "diedOn", departed_on as "departedOn"
    from child where child_no = ${anyOfThem}`,
  formerNumbers: sql`
    with recursive former (former_no, child_no) as (
      select child_no, merged_into from child where merged_into = ${anyOfThem}
      union
      select child.child_no, former.child_no from former join child on child.merged_into = former.former_no
    )
    select child_no as "childNo", former_no as "formerNo" from former order by former_no`,
  guardians: sql`
    select child_no as "childNo", position, relationship, full_name as "fullName", birth_year as "birthYear",
      nationality, ethnicity
    from guardian where child_no = ${anyOfThem} order by position`,
  residences: sql`
    select child_no as "childNo", unit_id as "unitId", started_on as "startedOn", ended_on as "endedOn"
    from residence where child_no = ${anyOfThem} order by started_on`,
  specialCircumstances: sql`
    select child_no as "childNo", "group", at_risk as "atRisk", started_on as "startedOn", ended_on as "endedOn"
    from special_circumstance where child_no = ${anyOfThem} order by started_on desc, "group"`,
  assistance: sql`
    select child_no as "childNo", kind, provider, given_on as "givenOn", until
    from assistance where child_no = ${anyOfThem} order by given_on desc, kind, provider`,
  identifiers: sql`
    select child_no as "childNo", system, value, owner
    from identifier join identifier_system on identifier_system.code = identifier.system
    where child_no = ${anyOfThem} order by system, value`,
  untold: sql`
    select id, department, record_kind as "recordKind", record_key as "recordKey", child_no as "childNo"
    from record_link where untold order by id`,
  waiting: sql`
    select distinct link.department, candidate.child_no as "childNo"
    from link_candidate candidate join record_link link on link.id = candidate.link_id and link.state = 'REVIEW'
    where candidate.child_no = ${anyOfThem}`,
};

/**
 * SQL for a JSON object of parts, each a list. The statement's first parameter holds the children's serials; whoever asks,
 * it is the same.
 */
export function partsOfChildren(parts: readonly Part[]): Sql {
  const lists = parts.map(
    (name) =>
      sql`${sql.lit(name)}, coalesce((select json_agg(part) from (${PARTS[name]}) part), '[]')`,
  );
  return sql`json_build_object(${sql.join(lists)})`;
}

const ask = writtenQuestion<Tables, Part, { read: RowsOfChildren }>(
  // Some parts are of no child: PostgreSQL takes a parameter only where the statement names it.
  (parts) => sql`select ${partsOfChildren(parts)} as read where $1::bigint[] is not null`,
);

/** Reads parts of what is known of children, all of them by one statement. */
export async function readOfChildren<Name extends Part>(
  db: Kysely<Tables>,
  childNos: readonly number[],
  parts: readonly Name[],
): Promise<Pick<RowsOfChildren, Name>> {
  const [row] = await ask(db, parts, [childNos]);
  if (row === undefined) throw new Error('A statement of one row has answered none.');
  return row.read;
}
