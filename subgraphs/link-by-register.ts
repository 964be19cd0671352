import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { formatChildNumber, readChildNumber } from '../shared/children/child-number.ts';
import type {
  ChildReference,
  LinkChildren,
  RecordOfChild,
} from '../shared/imports/child-reference.ts';
import { ImportRefused } from '../shared/imports/import-refused.ts';
import type { RefusalCode } from '../shared/imports/import-refused.ts';
import type { RecordKind } from '../shared/imports/record-kind.ts';

const QUESTION = `mutation LinkRecords($department: String!, $recordKind: String!, $records: [RecordToLink!]!, $dryRun: Boolean!) {
  linkRecords(department: $department, recordKind: $recordKind, records: $records, dryRun: $dryRun)
}`;

/** So many records are matched well within a department's deadline. */
const RECORDS_A_CALL = 500;
/** While the database writes one answer, the next is being made. */
const CALLS_AT_ONCE = 2;
const PAUSE = 1_000;
/** How long the register may be away, or may take to be made ready, in milliseconds. */
const PATIENCE = 15 * 60_000;
/** What passes by itself. */
const PASSING = new Set([
  'DEPARTMENT_UNAVAILABLE',
  'DEPARTMENT_TIMEOUT',
  'DEADLINE_EXCEEDED',
  'RATE_LIMITED',
]);

const answerForm = z.object({
  data: z.object({ linkRecords: z.array(z.string().nullable()).nullable() }).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z
          .looseObject({ code: z.string().optional(), messageVi: z.string().optional() })
          .optional(),
      }),
    )
    .optional(),
});

type Answer = z.infer<typeof answerForm>;

/** Where the graph is asked, and what gives an access token for it. */
export interface GraphDoor {
  url: string;
  token: () => Promise<string>;
}

/** Whose records are linked, and whether it is only tried. */
export interface LinkingOptions {
  department: string;
  kind: Pick<RecordKind, 'name' | 'ownSystem'>;
  isDryRun: boolean;
  /** Null where nothing is said of where the graph is. */
  door: GraphDoor | null;
}

function refuse(code: RefusalCode, vi: string, en: string): ImportRefused {
  return new ImportRefused(code, { vi, en });
}

function unnamed(): ImportRefused {
  return refuse(
    'REGISTER_NOT_NAMED',
    'Tệp nêu tên hoặc số của trẻ, nhưng chưa biết hỏi sổ đăng ký ở đâu: hãy đặt GRAPH_URL, TOKEN_URL, CLIENT_ID và CLIENT_SECRET.',
    'The file names children, and nothing says where the register is asked: set GRAPH_URL, TOKEN_URL, CLIENT_ID and CLIENT_SECRET.',
  );
}

function refused({ errors = [] }: Answer, status: number): ImportRefused {
  const [first] = errors;
  const code = first?.extensions?.code ?? `HTTP ${status}`;
  return refuse(
    'REGISTER_REFUSED',
    `Sổ đăng ký trẻ em không đối chiếu hồ sơ (${code}): ${first?.extensions?.messageVi ?? ''} Không có gì được nhập.`,
    `The register did not link the records (${code}): ${first?.message ?? ''} Nothing was imported.`,
  );
}

function identifiersOf({ registerNo, personalIdNumber, ownNumber }: ChildReference, system = '') {
  return [
    {
      system: 'REGISTER_NUMBER',
      value: registerNo === null ? null : formatChildNumber(registerNo),
    },
    { system: 'PERSONAL_ID', value: personalIdNumber },
    { system, value: ownNumber },
  ].filter((each) => each.value !== null && each.system !== '');
}

/** Whether a record says of its child only the department's own number. */
function isOwnAlone({ child }: RecordOfChild): boolean {
  const { registerNo, personalIdNumber, fullName, motherName } = child;
  return [registerNo, personalIdNumber, fullName, motherName].every((said) => said === null);
}

/** A record as the register is asked about it; null where it says nothing that a child could be found by. */
function stated({ key, child }: RecordOfChild, { ownSystem }: LinkingOptions['kind']) {
  const { fullName, dateOfBirth, sex, commune, motherName } = child;
  const identifiers = identifiersOf(child, ownSystem);
  const isNamed = identifiers.length > 0 || fullName !== null || motherName !== null;
  return isNamed ? { key, identifiers, fullName, dateOfBirth, sex, commune, motherName } : null;
}

type StatedRecord = NonNullable<ReturnType<typeof stated>>;

/** Asks the graph, under the department's own credential. */
class Asker {
  readonly #options: LinkingOptions;
  #token: string | null = null;

  constructor(options: LinkingOptions) {
    this.#options = options;
  }

  async #send(records: readonly StatedRecord[]): Promise<{ status: number; answer: Answer }> {
    const { door, department, kind, isDryRun } = this.#options;
    if (door === null) throw unnamed();
    this.#token ??= await door.token();
    const variables = { department, recordKind: kind.name, records, dryRun: isDryRun };
    const response = await fetch(door.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${this.#token}`,
        'x-purpose': 'RECORD_LINKING',
        'x-case-reference': `import ${department} ${kind.name}`,
      },
      body: JSON.stringify({ query: QUESTION, variables }),
    });
    const read = answerForm.safeParse(await response.json().catch(() => ({})));
    return { status: response.status, answer: read.data ?? {} };
  }

  /** The register numbers, as serials; asks again while the register is away or made ready. */
  async ask(records: readonly StatedRecord[]): Promise<(number | null)[]> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const { status, answer } = await this.#send(records);
      const numbers = answer.data?.linkRecords;
      if (numbers?.length === records.length)
        return numbers.map((number) => (number === null ? null : readChildNumber(number)));
      const codes = (answer.errors ?? []).map(({ extensions }) => extensions?.code ?? '');
      if (!codes.some((code) => PASSING.has(code)) || Date.now() > end)
        throw refused(answer, status);
      await sleep(PAUSE);
    }
  }
}

function inParts<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / RECORDS_A_CALL);
  return Array.from({ length: count }, (_, part) =>
    items.slice(part * RECORDS_A_CALL, (part + 1) * RECORDS_A_CALL),
  );
}

/** Does a thing with each item, a few at a time. */
async function allInTurn<Item>(items: readonly Item[], each: (item: Item) => Promise<void>) {
  const left = items.values();
  const work = async () => {
    for (const item of left) await each(item);
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
}

/**
 * Links records as the register's matcher says; it keeps what it found, and what is doubtful waits there for someone to
 * decide. Rejects with ImportRefused where the register is not named, or refuses.
 */
export function linkByRegister(options: LinkingOptions): LinkChildren {
  const asker = new Asker(options);
  return async (records) => {
    const byKey = new Map<string, StatedRecord>();
    for (const record of records) {
      // What only the department itself could know may stay unlinked where no register is named; nothing else may.
      if (options.door === null && isOwnAlone(record)) continue;
      const said = stated(record, options.kind);
      if (said !== null && !byKey.has(said.key)) byKey.set(said.key, said);
    }
    const found = new Map<string, number | null>();
    const note = async (part: readonly StatedRecord[]) => {
      const childNos = await asker.ask(part);
      part.forEach(({ key }, place) => found.set(key, childNos[place] ?? null));
    };
    await allInTurn(inParts([...byKey.values()]), note);
    return records.map(({ key }) => found.get(key) ?? null);
  };
}
