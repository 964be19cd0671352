import { sql } from 'kysely';
import type { AssistanceRow, ChildRow, ResidenceRow, SpecialCircumstanceRow } from '../tables.ts';

/** What cohorts judge a child by. */
export type ChildFacts = Pick<
  ChildRow,
  'sex' | 'dateOfBirth' | 'dateOfBirthEstimated' | 'ethnicity' | 'registrationStatus' | 'diedOn'
>;

/** Every child, once: retired numbers are left out. */
export const childFacts = sql<ChildFacts & { childNo: number }>`
  select child_no, sex, date_of_birth, date_of_birth_estimated, ethnicity, registration_status, died_on
  from child where merged_into is null`;

/** What cohorts judge a stay by. */
export type ResidenceFacts = Pick<ResidenceRow, 'unitId' | 'startedOn' | 'endedOn'>;

export const residenceFacts = sql<ResidenceFacts & { childNo: number }>`
  select child_no, unit_id, started_on, ended_on from residence`;

/** What cohorts judge a special circumstance by. */
export type CircumstanceFacts = Pick<
  SpecialCircumstanceRow,
  'group' | 'atRisk' | 'startedOn' | 'endedOn'
>;

export const circumstanceFacts = sql<CircumstanceFacts & { childNo: number }>`
  select child_no, "group", at_risk, started_on, ended_on from special_circumstance`;

/** What cohorts judge assistance by. */
export type AssistanceFacts = Pick<AssistanceRow, 'kind' | 'givenOn' | 'until'>;

export const assistanceFacts = sql<AssistanceFacts & { childNo: number }>`
  select child_no, kind, given_on, until from assistance`;

/** Whether a seal is in force. */
export type SealFacts = { inForce: boolean };

export const sealFacts = sql<SealFacts & { childNo: number }>`
  select child_no, unsealed_at is null as in_force from seal`;
