import { GraphError } from '../../../shared/errors/graph-error.ts';
import type { Context, Loaders } from '../loaders.ts';
import { REGISTER_NUMBER } from '../matching/identifiers.ts';
import type { IncomingRecord, KnownAs, Sex } from '../matching/record.ts';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import type { KeyedRecord } from './link-records.ts';

/** A record as a department states it; what it does not say is null or left out. */
export interface StatedRecord {
  key: string;
  identifiers?: readonly KnownAs[] | null;
  fullName?: string | null;
  dateOfBirth?: string | null;
  sex?: Sex | null;
  commune?: string | null;
  motherName?: string | null;
}

/** What a department asks about its records. */
export interface LinkAsking {
  department: string;
  recordKind: string;
  records: readonly StatedRecord[];
  dryRun: boolean;
}

const MOST_RECORDS = 1_000;
const LONGEST_TEXT = 500;
const KIND = /^[a-z][a-z0-9-]{0,59}$/;

function refuse(en: string, vi: string): GraphError {
  return new GraphError('INVALID_ARGUMENT', { en, vi });
}

function checkAsker({ department, recordKind }: LinkAsking, { loaders, grant }: Context): void {
  if (department === grant.department || !loaders.knowsOwner(department))
    throw refuse(
      `This credential may not ask for records of ${JSON.stringify(department)}: use the one of that department.`,
      `Tài khoản này không được hỏi cho hồ sơ của ${JSON.stringify(department)}: hãy dùng tài khoản của ngành đó.`,
    );
  if (!KIND.test(recordKind))
    throw refuse(
      'recordKind is a name such as insurance-cards: small letters, digits and hyphens.',
      'recordKind là tên như insurance-cards: chữ thường, chữ số và gạch nối.',
    );
}

function textsOf({ key, identifiers, fullName, commune, motherName }: StatedRecord): string[] {
  const values = (identifiers ?? []).map(({ value }) => value);
  return [key, fullName ?? '', commune ?? '', motherName ?? '', ...values];
}

function checkRecords(records: readonly StatedRecord[]): void {
  const isMany = records.length === 0 || records.length > MOST_RECORDS;
  if (isMany || new Set(records.map(({ key }) => key)).size < records.length)
    throw refuse(
      `Ask about 1 to ${MOST_RECORDS} records at a time, each with a key of its own.`,
      `Mỗi lần hỏi từ 1 đến ${MOST_RECORDS} hồ sơ, mỗi hồ sơ một khóa riêng.`,
    );
  if (records.flatMap(textsOf).some((text) => text.length > LONGEST_TEXT))
    throw refuse(
      `A text of a record has more than ${LONGEST_TEXT} characters: mend or leave it out.`,
      `Có nội dung của hồ sơ dài hơn ${LONGEST_TEXT} ký tự: hãy sửa hoặc bỏ đi.`,
    );
}

/** A department may state its own numbers and the register's; another's would tell it whose they are. */
async function checkSystems(
  { department, records }: LinkAsking,
  loaders: Loaders,
  register: string,
): Promise<void> {
  const systems = await loaders.identifierSystems.load('ALL');
  const own = systems.filter(({ owner }) => owner === department || owner === register);
  const allowed = new Set([REGISTER_NUMBER, ...own.map(({ code }) => code)]);
  const stated = new Set(
    records.flatMap(({ identifiers }) => identifiers ?? []).map(({ system }) => system),
  );
  const foreign = [...stated].filter((system) => !allowed.has(system));
  if (foreign.length > 0)
    throw refuse(
      `Records of ${department} cannot state ${foreign.join(', ')}: use one of ${[...allowed].join(', ')}.`,
      `Hồ sơ của ${department} không được ghi ${foreign.join(', ')}: hãy dùng một trong các hệ thống ${[...allowed].join(', ')}.`,
    );
}

function read({ key, identifiers, ...stated }: StatedRecord): KeyedRecord {
  const { fullName, dateOfBirth, sex, commune, motherName } = stated;
  const record: IncomingRecord = {
    identifiers: identifiers ?? [],
    fullName: fullName ?? null,
    dateOfBirth: dateOfBirth ?? null,
    birthYear: null,
    sex: sex ?? null,
    commune: commune ?? null,
    motherName: motherName ?? null,
  };
  return { key, record };
}

/**
 * Register numbers of the children whose a department's records clearly are, in their order; null for all others. Throws
 * INVALID_ARGUMENT for another department's records or numbers, and for records that cannot be read.
 */
export async function askLinks(asked: LinkAsking, context: Context): Promise<(string | null)[]> {
  const { loaders, grant } = context;
  checkAsker(asked, context);
  checkRecords(asked.records);
  await checkSystems(asked, loaders, grant.department);
  const { department, recordKind, records, dryRun } = asked;
  const asker = { department, recordKind, subject: grant.viewer?.subject ?? department };
  const answers = await loaders.linkRecords(asker, records.map(read), dryRun);
  return records.map(({ key }) => {
    const childNo = answers.get(key) ?? null;
    return childNo === null ? null : formatChildNumber(childNo);
  });
}
