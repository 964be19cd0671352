import { parse } from 'graphql';
import type { LinkReceipt } from '../../shared/links/link-change.ts';
import type { DepartmentRequest } from '../../shared/subgraph/department-call.ts';
import type { GatewayContext } from '../context.ts';
import { callDepartment } from './call-department.ts';
import type { CallOptions } from './call-department.ts';

/** What is needed of a request for it. */
type Request = Pick<GatewayContext, 'grantFor' | 'deadline' | 'links'>;

const NOTHING = '{ __typename }';
const document = parse(NOTHING);

/**
 * Tells departments what has become of their records' links. The register says with each of its answers what they have
 * yet to be told, so none is asked anything before it knows: whatever was decided before a question is in its answer,
 * however long the department was away, and whichever gateway it was decided through.
 */
export class LinkTeller {
  readonly #register: string;
  readonly #ways: ReadonlyMap<string, CallOptions>;

  constructor(register: string, ways: ReadonlyMap<string, CallOptions>) {
    this.#register = register;
    this.#ways = ways;
  }

  async #send(name: string, what: Partial<DepartmentRequest>, context: Request) {
    const way = this.#ways.get(name);
    if (way === undefined) return null;
    const outcome = await callDepartment(way, { query: NOTHING, ...what }, context, { document });
    return 'answer' in outcome ? outcome.answer : null;
  }

  /** What the department did of the changes that it had yet to be told; null where it is away, or did not take them. */
  async tell(department: string, context: Request): Promise<readonly LinkReceipt[] | null> {
    const links = context.links.untoldOf(department);
    if (links.length === 0) return [];
    const answer = await this.#send(department, { links }, context);
    const linkReceipts = answer?.extensions?.linkReceipts;
    if (linkReceipts === undefined) return null;
    context.links.noteTold(department, linkReceipts);
    await this.#send(this.#register, { linkReceipts }, context);
    return context.links.untoldOf(department).length === 0 ? linkReceipts : null;
  }

  /** Tells every department; answers how many changes were refused. One that is away is told before it is asked again. */
  async tellAll(context: Request): Promise<number> {
    const all = await Promise.all(context.links.behind.map((name) => this.tell(name, context)));
    return all.flatMap((receipts) => receipts ?? []).filter(({ outcome }) => outcome === 'REFUSED')
      .length;
  }

  /** Whether an answer of this department speaks of links. */
  isRegister(department: string): boolean {
    return department === this.#register;
  }
}
