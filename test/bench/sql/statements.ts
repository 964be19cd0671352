import { AT_HOME, IS_COUNTED, LISTED, PROFILE } from './child-answer.ts';
import { FOUR_DEPARTMENTS } from './cohort.ts';
import { EXPORT_COLUMNS, EXPORT_OBJECTS } from './export.ts';

const SEEN = `child.merged_into is null
  and not exists (select from registry.seal where seal.child_no = child.child_no and seal.unsealed_at is null)`;

/** One child's profile; $1 is the register serial. Prepared once a connection, as the others here. */
export const ONE_PROFILE = {
  name: 'profile',
  text: `select ${PROFILE}::text as answer from registry.child where child.child_no = $1 and ${SEEN}`,
};

/** Several children's profiles; $1 is an array of register serials. */
export const PROFILES = {
  name: 'profiles',
  text: `select child_no, ${PROFILE}::text as answer from registry.child where child.child_no = any($1::bigint[]) and ${SEEN}`,
};

/** Looked up for each child in turn: a page is few of them, which the planner of a generic plan cannot know. */
const HAS_HOME = `(select count(*) > 0 from registry.residence home where ${AT_HOME})`;

/** A page of the children of the province; $1 is the serial it begins behind, $2 how many. */
export const PAGE = {
  name: 'page',
  text: `
    with child as materialized (
      select * from registry.child where child.child_no > $1 and ${IS_COUNTED} and ${HAS_HOME} order by child_no limit $2 + 1
    ),
    listed as (select * from child order by child_no limit $2)
    select json_build_object(
      'nodes', (select json_agg(${LISTED} order by child_no) from listed as child),
      'pageInfo', json_build_object('hasNextPage', (select count(*) from child) > $2,
        'endCursor', (select translate(encode(('child:' || max(child_no))::bytea, 'base64'), '+/=', '-_') from listed))
    )::text as answer`,
};

/** The cohort question through four departments. */
export const COHORT = { name: 'cohort', text: FOUR_DEPARTMENTS };

/** All children of the province, in the order of their numbers, as a file. */
export const EXPORT_CSV = `copy (${EXPORT_COLUMNS}) to stdout with (format csv, header)`;
/** JSON has no backslash that COPY's text format would not double; so it goes as CSV whose quote never occurs. */
export const EXPORT_NDJSON = `copy (${EXPORT_OBJECTS}) to stdout with (format csv, quote E'\\x01', delimiter E'\\x02')`;
