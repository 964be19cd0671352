import { formatChildNumber } from '../shared/children/child-number.ts';
import { childNoOf } from '../shared/demo-province/story-of.ts';

const PROFILE = `{ child(id: "${formatChildNumber(childNoOf('KNOWN_TO_ALL'))}") {
  id fullName dateOfBirth sex ethnicity residence { code name parent { name parent { name } } } guardians { relationship fullName }
  healthInsurance { insured cards { number validFrom validTo } }
  nutrition { latest { measuredOn ageDays weightKg lengthOrHeightCm weightForAgeZ heightForAgeZ weightForHeightZ undernourished } }
  preschool { enrolled enrolments { schoolYear stage } }
  swimming { taught canSwim selfRescue safeSwimmer }
  birthRegistration { number registeredOn daysAfterBirth timeliness kind registeredAt { name } }
  legalAid { id role form requestedOn givenOn }
  abuseInterventions { id reportedAt channel kind status hoursToEmergencyMeasures criminalCase }
} }`;

/** What is printed when the graph can be asked: its address, and a question to paste into a shell. */
export function readyMessage(url: string, token: string | null): string {
  if (token === null) return `ready ${url}/graphql`;
  const body = JSON.stringify({ query: PROFILE.replace(/\s+/g, ' ') });
  const headers = [
    'content-type: application/json',
    `authorization: Bearer ${token}`,
    'x-purpose: CASE_MANAGEMENT',
    'x-case-reference: demo-1',
  ];
  const options = headers.map((header) => `-H '${header}'`).join(' ');
  return `ready ${url}/graphql\ncurl -s ${url}/graphql ${options} -d '${body}'`;
}
