import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { jsonColumns } from '../../../shared/database/json-columns.ts';
import type { JsonColumns } from '../../../shared/database/json-columns.ts';
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

/** Parts as they are read: a list of each column. */
export type ColumnsOfChildren = { [Name in Part]: JsonColumns<OfChildren[Name]> };

/** The columns of a part, none forgotten, each by the name that it has here, and where its rows are found. */
interface PartInSql<Row> {
  columns: Readonly<Record<keyof Row, true>>;
  from: Sql;
}

const anyOfThem = sql.raw('any($1::bigint[])');

const PARTS: { readonly [Name in Part]: PartInSql<OfChildren[Name]> } = {
  particulars: {
    columns: {
      childNo: true,
      nationality: true,
      placeOfOrigin: true,
      householdPovertyStatus: true,
      registrationStatus: true,
      birthNotifiedOn: true,
      diedOn: true,
      departedOn: true,
    },
    from: sql`from child where child_no = ${anyOfThem}`,
  },
  formerNumbers: {
    columns: { childNo: true, formerNo: true },
    from: sql`from (
        with recursive former (former_no, child_no) as (
          select child_no, merged_into from child where merged_into = ${anyOfThem}
          union
          select child.child_no, former.child_no from former join child on child.merged_into = former.former_no
        )
        select * from former
      ) former order by former_no`,
  },
  guardians: {
    columns: {
      childNo: true,
      position: true,
      relationship: true,
      fullName: true,
      birthYear: true,
      nationality: true,
      ethnicity: true,
    },
    from: sql`from guardian where child_no = ${anyOfThem} order by position`,
  },
  residences: {
    columns: { childNo: true, unitId: true, startedOn: true, endedOn: true },
    from: sql`from residence where child_no = ${anyOfThem} order by started_on`,
  },
  specialCircumstances: {
    columns: { childNo: true, group: true, atRisk: true, startedOn: true, endedOn: true },
    from: sql`from special_circumstance where child_no = ${anyOfThem} order by started_on desc, "group"`,
  },
  assistance: {
    columns: { childNo: true, kind: true, provider: true, givenOn: true, until: true },
    from: sql`from assistance where child_no = ${anyOfThem} order by given_on desc, kind, provider`,
  },
  identifiers: {
    columns: { childNo: true, system: true, value: true, owner: true },
    from: sql`from identifier join identifier_system on identifier_system.code = identifier.system
      where child_no = ${anyOfThem} order by system, value`,
  },
  untold: {
    columns: { id: true, department: true, recordKind: true, recordKey: true, childNo: true },
    from: sql`from record_link where untold order by id`,
  },
  waiting: {
    columns: { department: true, childNo: true },
    from: sql`from (
        select distinct link.department, candidate.child_no
        from link_candidate candidate join record_link link on link.id = candidate.link_id and link.state = 'REVIEW'
        where candidate.child_no = ${anyOfThem}
      ) waiting`,
  },
};

/**
 * SQL for a JSON object of parts, each as its columns. The statement's first parameter holds the children's serials; whoever
 * asks, it is the same.
 */
export function partsOfChildren(parts: readonly Part[]): Sql {
  const inJson = parts.map((name) => {
    const { columns, from } = PARTS[name];
    return sql`${sql.lit(name)}, ${jsonColumns(Object.keys(columns), from)}`;
  });
  return sql`json_build_object(${sql.join(inJson)})`;
}

const ask = writtenQuestion<Tables, Part, { read: ColumnsOfChildren }>(
  // Some parts are of no child: PostgreSQL takes a parameter only where the statement names it.
  (parts) => sql`select ${partsOfChildren(parts)} as read where $1::bigint[] is not null`,
);

/** Reads parts of what is known of children, all of them by one statement. */
export async function readOfChildren<Name extends Part>(
  db: Kysely<Tables>,
  childNos: readonly number[],
  parts: readonly Name[],
): Promise<Pick<ColumnsOfChildren, Name>> {
  const [row] = await ask(db, parts, [childNos]);
  if (row === undefined) throw new Error('A statement of one row has answered none.');
  return row.read;
}
