import { formatChildNumber } from '../../../shared/children/child-number.ts';
import type { openDepartment } from '../../../test/harness/open-department.ts';

type Department = Awaited<ReturnType<typeof openDepartment>>;

/** Everything Education answers of a child; `$on` goes to every field that takes a day. */
export const QUESTION = `query ($children: [_Any!]!, $on: Date) {
  _entities(representations: $children) {
    ... on Child {
      id
      preschool {
        now: enrolled
        enrolled(on: $on)
        enrolments { schoolYear stage ageBand schoolName schoolUnit { code } enrolledOn leftOn lastDay completed pupilCode }
      }
      swimming {
        taught(on: $on) canSwim(on: $on) selfRescue(on: $on) safeSwimmer(on: $on)
        canSwimNow: canSwim
        assessments { assessedOn distanceMetres treadingSeconds canSwim safeSwimmer standard sourceDepartment assessor }
      }
    }
  }
}`;

/** Asks for children by their serials. */
export function askFor(department: Department, childNos: number[], on?: string) {
  const children = childNos.map((childNo) => ({
    __typename: 'Child',
    id: formatChildNumber(childNo),
  }));
  return department.ask(QUESTION, { children, ...(on !== undefined && { on }) });
}

async function insert(department: Department, table: string, row: Record<string, unknown>) {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  await department.sql(
    `insert into ${table} (${columns.join()}) values (${places.join()})`,
    Object.values(row),
  );
}

/** Writes an enrolment in 2021-2022, save for the columns given. */
export function enrol(department: Department, facts: Record<string, unknown> = {}) {
  return insert(department, 'preschool_enrolment', {
    id: 'MN-1',
    child_no: 1,
    school_year: '2021-2022',
    stage: 'KINDERGARTEN',
    age_band: 'YEARS_4_TO_5',
    school_name: 'Trường Mầm non Hoa Sen',
    school_unit_code: '10507',
    enrolled_on: '2021-09-06',
    ...facts,
  });
}

/** Writes an assessment at the swimming thresholds, save for the columns given. */
export function assess(department: Department, facts: Record<string, unknown> = {}) {
  return insert(department, 'swimming_assessment', {
    id: 'BOI-1',
    child_no: 1,
    assessed_on: '2022-06-10',
    taught: true,
    distance_metres: 25,
    treading_seconds: 90,
    self_rescue: false,
    rescue_knowledge: true,
    assessor: 'Trường Tiểu học',
    standard: 'THREE_LEVEL_2019',
    source_department: 'EDUCATION',
    ...facts,
  });
}

/** How many statements of the loaders ran; how fresh the data is gets asked now and then besides. */
export function loaderStatements({ statements }: Department): number {
  return statements.filter((sql) => !sql.includes('max(recorded_at)')).length;
}
