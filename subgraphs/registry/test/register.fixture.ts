import { formatChildNumber } from '../../../shared/children/child-number.ts';
import type { openDepartment } from '../../../test/harness/open-department.ts';
import { foldName, fullNameOf } from '../fold-name.ts';

/** A department opened by the harness. */
export type Department = Awaited<ReturnType<typeof openDepartment>>;

async function insert(department: Department, table: string, row: Record<string, unknown>) {
  const columns = Object.keys(row).map((column) => `"${column}"`);
  const places = columns.map((_, index) => `$${index + 1}`);
  const text = `insert into ${table} (${columns.join()}) values (${places.join()})`;
  await department.sql(text, Object.values(row));
}

/** Writes a child as the register does; what is left out is ordinary. */
export async function register(
  department: Department,
  childNo: number,
  name: string,
  facts: Record<string, unknown> = {},
) {
  const [familyName = '', ...others] = name.normalize('NFC').split(' ');
  const givenName = others.pop() ?? '';
  const middleName = others.length > 0 ? others.join(' ') : null;
  await insert(department, 'child', {
    child_no: childNo,
    family_name: familyName,
    middle_name: middleName,
    given_name: givenName,
    search_name: foldName(fullNameOf({ familyName, middleName, givenName })),
    sex: 'FEMALE',
    date_of_birth: '2015-06-01',
    registration_status: 'REGISTERED',
    ...facts,
  });
}

/** Writes a stay. */
export async function settle(
  department: Department,
  childNo: number,
  unitId: string,
  startedOn: string,
  endedOn: string | null = null,
) {
  await insert(department, 'residence', {
    child_no: childNo,
    unit_id: unitId,
    started_on: startedOn,
    ended_on: endedOn,
  });
}

/** Writes an identifier. */
export async function identify(
  department: Department,
  childNo: number,
  system: string,
  value: string,
) {
  await insert(department, 'identifier', { child_no: childNo, system, value });
}

/** Asks for fields of children by their serials, as the gateway does. */
export function askForChildren(
  department: Department,
  childNos: readonly number[],
  fields: string,
) {
  const children = childNos.map((childNo) => ({
    __typename: 'Child',
    id: formatChildNumber(childNo),
  }));
  const query = `query ($children: [_Any!]!) {
    _entities(representations: $children) { ... on Child { ${fields} } }
  }`;
  return department.ask(query, { children });
}
