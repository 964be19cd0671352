import { Client, DatabaseError } from 'pg';
import type { QueryConfig, QueryResultRow } from 'pg';
import { StartProblem } from '../../shared/start/start-problem.ts';
import type { Chain, LinkedRow, Place } from './chain.ts';
import type { TrailTable } from './trail-row.ts';

const INSERT_ROWS = {
  name: 'insert_rows',
  text: `with emergencies as (
      insert into emergency_event select * from json_populate_recordset(null::emergency_event, $1)
    )
    insert into access_record select * from json_populate_recordset(null::access_record, $2)`,
};

/** How long the database may take over one commit, in milliseconds. */
const LONGEST_STATEMENT = 8_000;

/**
 * Answers may not leave on a promise that a crash of the server can break. A connection that is lost ends on the
 * server's side too, within a minute: it holds the gateway's name.
 */
const SESSION = [
  'synchronous_commit=on',
  `statement_timeout=${LONGEST_STATEMENT}`,
  'tcp_keepalives_idle=10',
  'tcp_keepalives_interval=5',
];

/**
 * Held by the connection, so it ends with it: with a killed gateway's at the latest when its last statement times out and
 * the server has seen that nobody is there. It is waited for a while longer than that.
 */
const LONGEST_WAIT = LONGEST_STATEMENT + 4_000;
function takingName(gateway: string) {
  return {
    text: `select pg_advisory_lock(hashtextextended('gateway ' || $1, 0))`,
    values: [gateway],
    query_timeout: LONGEST_WAIT + 1_000,
  };
}

const QUERY_CANCELED = '57014';

/**
 * Whether the server itself said that a statement failed, so that nothing of it was written. After any other failure,
 * a lost connection say, it may have been.
 */
export function isRefused(error: unknown): boolean {
  return error instanceof DatabaseError && error.severity === 'ERROR';
}

const UNIQUE_VIOLATION = '23505';

/** Whether somebody else's entry stands where one was to be written. */
export function isPlaceTaken(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === UNIQUE_VIOLATION;
}

function rowsOf(rows: readonly LinkedRow[], table: TrailTable): string {
  const some = rows.filter((row) => row.table === table);
  // Two spreads into one object would take three times as long.
  return JSON.stringify(some.map(({ columns, link }) => Object.assign({}, columns, link)));
}

/** Throws StartProblem where another gateway has the name. */
async function takeName(client: Client, gateway: string): Promise<void> {
  try {
    await client.query(`set statement_timeout = ${LONGEST_WAIT}`);
    await client.query(takingName(gateway));
    await client.query(`set statement_timeout = ${LONGEST_STATEMENT}`);
  } catch (error) {
    await client.end();
    if (!(error instanceof DatabaseError) || error.code !== QUERY_CANCELED) throw error;
    throw new StartProblem(
      `Another gateway named ${gateway} is running: stop it, or start this one under another GATEWAY_ID.`,
    );
  }
}

/** The writer's one connection to the audit database, which holds the gateway's name; it is made anew after it broke. */
export class TrailDatabase {
  readonly #url: string;
  readonly #gateway: string;
  #client: Client | null = null;

  constructor(url: string, gateway: string) {
    this.#url = url;
    this.#gateway = gateway;
  }

  /**
   * Connects, unless that is done; nothing has been written when it rejects. Whatever this gateway wrote over an
   * earlier connection is decided then: the name is free once that has ended.
   */
  async connect(): Promise<Client> {
    if (this.#client !== null) return this.#client;
    const client = new Client({
      connectionString: this.#url,
      connectionTimeoutMillis: 5_000,
      query_timeout: LONGEST_STATEMENT + 1_000,
      options: SESSION.map((setting) => `-c ${setting}`).join(' '),
    });
    const drop = () => {
      if (this.#client === client) this.#client = null;
    };
    client.on('error', drop);
    client.on('end', drop);
    await client.connect();
    await takeName(client, this.#gateway);
    this.#client = client;
    return client;
  }

  /** Runs a statement; a connection on which one failed for other reasons than itself is not used again. */
  async #run<Row extends QueryResultRow>(statement: QueryConfig): Promise<Row[]> {
    const client = await this.connect();
    try {
      return (await client.query<Row>(statement)).rows;
    } catch (error) {
      if (!isRefused(error)) void this.close();
      throw error;
    }
  }

  /** Writes entries in one transaction; durable when it resolves. Without entries it shows whether they could be written. */
  async insert(rows: readonly LinkedRow[]): Promise<void> {
    const values = [rowsOf(rows, 'emergency_event'), rowsOf(rows, 'access_record')];
    await this.#run({ values, ...INSERT_ROWS });
  }

  /** Notes that a chain is closed, so that its last head is missed where somebody takes it away. */
  async markClosed({ id, commit }: Chain): Promise<void> {
    await this.#run({
      text: 'insert into closed_chain (gateway_id, chain_id, commit_no) values ($1, $2, $3)',
      values: [this.#gateway, id, commit],
    });
  }

  /** The entries of a chain that stand after a position, in order. */
  entriesAfter(chain: string, position: number): Promise<Place[]> {
    return this.#run<Place>({
      text: `select "position"::int, commit_no::int as commit, previous_hash as "previousHash", hash
        from entries_after($1, $2)`,
      values: [chain, position],
    });
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }
}
