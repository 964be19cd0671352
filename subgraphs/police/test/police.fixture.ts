import { formatChildNumber } from '../../../shared/children/child-number.ts';
import type { openDepartment } from '../../../test/harness/open-department.ts';

type Department = Awaited<ReturnType<typeof openDepartment>>;

/** Everything the Police answer of a child. */
export const QUESTION = `query ($children: [_Any!]!) {
  _entities(representations: $children) {
    ... on Child {
      id
      abuseInterventions {
        id reportedAt channel kind status criminalCase assessedOn emergencyFound incidentUnit { code }
        emergencyMeasuresAt hoursToEmergencyMeasures emergencyClock emergencyMeasuresInTime
        planDueOn planApprovedOn planClock planInTime closedOn
      }
    }
  }
}`;

/** Asks for children by their serials. */
export function askFor(department: Department, childNos: number[]) {
  const children = childNos.map((childNo) => ({
    __typename: 'Child',
    id: formatChildNumber(childNo),
  }));
  return department.ask(QUESTION, { children });
}

/** Writes a report received on Friday 11 March 2022 at 10:30 in Việt Nam, save for the columns given. */
export async function report(department: Department, facts: Record<string, unknown> = {}) {
  const row = {
    id: 'XH-1',
    child_no: 1,
    reported_at: '2022-03-11T10:30:00+07:00',
    channel: 'COMMUNE',
    kind: ['VIOLENCE'],
    incident_unit_code: '10507',
    ...facts,
  };
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  await department.sql(
    `insert into abuse_intervention (${columns.join()}) values (${places.join()})`,
    Object.values(row),
  );
}

/** How many statements of the loaders ran; how fresh the data is gets asked now and then besides. */
export function loaderStatements({ statements }: Department): number {
  return statements.filter((sql) => !sql.includes('max(recorded_at)')).length;
}
