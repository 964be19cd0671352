import { issueGrant } from '../../../shared/access/grant.ts';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { connect } from '../../../shared/database/connect.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { linkRecords } from '../links/link-records.ts';
import type { KeyedRecord } from '../links/link-records.ts';
import { readRegister } from '../links/read-register.ts';
import type { IncomingRecord } from '../matching/record.ts';
import type { Tables } from '../tables.ts';
import { identify, register, settle } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

const SCOPES = ['child:read', 'child:identity', 'link:decide', 'link:undo'];

/** Three children: Châu, whose twin Chi lives in another district, and Khôi, who is sealed. */
export const CHAU = formatChildNumber(1);
export const CHI = formatChildNumber(2);
export const KHOI = formatChildNumber(3);

/** What a record says that is Châu's beyond doubt. */
export const ofChau: IncomingRecord = {
  identifiers: [],
  fullName: 'Đỗ Minh Châu',
  dateOfBirth: '2015-06-01',
  birthYear: null,
  sex: 'FEMALE',
  commune: 'P. Cẩm Thượng',
  motherName: 'Vũ Bích Ngà',
};

/** One that could be either twin's. */
export const ofATwin: IncomingRecord = { ...ofChau, fullName: 'Con bà Vũ Bích Ngà', commune: null };

/** One that is Khôi's beyond doubt. */
export const ofKhoi: IncomingRecord = {
  ...ofChau,
  identifiers: [{ system: 'PERSONAL_ID', value: '030215000003' }],
  fullName: 'Nghiêm Đăng Khôi',
  dateOfBirth: '2014-02-03',
  sex: 'MALE',
  motherName: null,
};

/** One that is nobody's. */
export const nobodys: IncomingRecord = {
  ...ofKhoi,
  identifiers: [],
  fullName: 'Lê Mai',
  dateOfBirth: '2011-01-01',
};

async function fill(department: Department): Promise<void> {
  await register(department, 1, 'Đỗ Minh Châu');
  await register(department, 2, 'Đỗ Minh Chi');
  await register(department, 3, 'Nghiêm Đăng Khôi', { sex: 'MALE', date_of_birth: '2014-02-03' });
  for (const [childNo, commune] of [
    [1, '10507'],
    [2, '10546'],
    [3, '10507'],
  ] as const)
    await settle(department, childNo, `${commune}@start`, '2016-01-01');
  for (const childNo of [1, 2, 3])
    await identify(department, childNo, 'PERSONAL_ID', `03021500000${childNo}`);
  await department.sql(
    "insert into guardian (child_no, position, relationship, full_name) values (1, 1, 'MOTHER', 'Vũ Bích Ngà'), (2, 1, 'MOTHER', 'Vũ Bích Ngà')",
  );
  await department.sql(
    "insert into seal (child_no, sealed_by, reason) values (3, 'officer', 'nguy cơ bị tìm đến')",
  );
}

/** Who asks; a coordinator of the province who may do everything, if nothing else is said. */
export interface Viewer {
  units?: readonly string[];
  seesSealed?: boolean;
  scopes?: readonly string[];
}

function grantOf({ units = ['30'], seesSealed = false, scopes = SCOPES }: Viewer) {
  return issueGrant({
    department: 'registry',
    scopes,
    purpose: 'CASE_MANAGEMENT',
    viewer: { subject: 'coordinator', units, seesSealed, emergencyChildNos: null },
  });
}

/** The register with these children, and what links records in it and asks about them. */
export async function openLinks() {
  const department = await openDepartment(subgraph);
  await fill(department);
  const statements: string[] = [];
  const db = connect<Tables>({
    url: department.databaseUrl,
    onStatement: (text) => statements.push(text),
  });
  const index = await readRegister(db);
  return {
    department,
    index,
    /** The SQL that linking ran. */
    statements,
    link: (records: readonly KeyedRecord[], recordKind = 'cards') =>
      linkRecords(
        db,
        async () => index,
        { department: 'health', recordKind, subject: 'health-import' },
        records,
      ),
    ask: (query: string, variables: Record<string, unknown> = {}, options: Viewer = {}) =>
      department.ask(query, variables, grantOf(options)),
    [Symbol.asyncDispose]: async () => {
      await db.destroy();
      await department[Symbol.asyncDispose]();
    },
  };
}
