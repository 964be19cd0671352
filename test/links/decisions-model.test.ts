import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { openOffice } from './office.fixture.ts';
import type { Office } from './office.fixture.ts';

// A simple model of whose each card is, beside the whole graph: imports, decisions, undoing, a department that goes away.

const CHILDREN = [11, 12, 13].map(formatChildNumber);
const CARDS = ['7000000001', '7000000002', '7000000003'];

type State = 'LINKED' | 'REVIEW' | 'REJECTED' | 'UNDONE';
type Step =
  | { do: 'IMPORT'; card: number; child: number | null }
  | { do: 'DECIDE'; card: number; child: number | null }
  | { do: 'UNDO'; card: number }
  | { do: 'AWAY'; isAway: boolean };

const card = fc.nat(CARDS.length - 1);
const child = fc.option(fc.nat(CHILDREN.length - 1));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('IMPORT' as const), card, child }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('DECIDE' as const), card, child }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('UNDO' as const), card }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('AWAY' as const), isAway: fc.boolean() }) },
);

interface Link {
  state: State;
  child: number | null;
  isDecided: boolean;
}

/** What the step makes of the cards' links. */
function model(links: Map<number, Link>, taken: Step): void {
  if (taken.do === 'AWAY') return;
  const known = links.get(taken.card);
  if (taken.do === 'IMPORT') {
    const isMoved = taken.child !== null && known?.state === 'LINKED' && !known.isDecided;
    if (known && known.state !== 'REVIEW' && !isMoved) return;
    const state = taken.child === null ? 'REVIEW' : 'LINKED';
    links.set(taken.card, { state, child: taken.child, isDecided: false });
  }
  if (taken.do === 'DECIDE' && known && known.state !== 'LINKED') {
    const state = taken.child === null ? 'REJECTED' : 'LINKED';
    links.set(taken.card, { state, child: taken.child, isDecided: true });
  }
  if (taken.do === 'UNDO' && known?.state === 'LINKED')
    links.set(taken.card, { state: 'UNDONE', child: null, isDecided: true });
}

async function take(office: Office, taken: Step): Promise<void> {
  if (taken.do === 'AWAY') {
    office.graph.department('health').fault = taken.isAway ? { kind: 'REFUSE' } : null;
    return;
  }
  const number = CARDS[taken.card] ?? '';
  const childId = taken.do === 'UNDO' || taken.child === null ? null : CHILDREN[taken.child];
  if (taken.do === 'DECIDE') await office.decide(number, childId ?? null);
  else if (taken.do === 'UNDO') await office.undo(number);
  else if (childId) await office.bring([{ number, childId }]);
  else await office.bring([{ number, name: 'Ma Thị Không Ai', born: '2012-02-29' }]);
}

async function cardsShown(office: Office): Promise<string[][]> {
  const shown = await Promise.all(CHILDREN.map((id) => office.profile(id)));
  return shown.map(({ data }) =>
    [...JSON.stringify(data).matchAll(/"number":"(\d+)"/g)]
      .map(([, number]) => number ?? '')
      .sort(),
  );
}

async function insured(office: Office): Promise<unknown> {
  const asker = { persona: 'coordinator', purpose: 'SERVICE_DELIVERY' };
  const { data } = await office.graph.ask(
    '{ cohort(unit: "30") { withHealthInsurance(where: { insured: true }) { count } } }',
    {},
    await office.graph.headersFor(asker),
  );
  return data?.['cohort'];
}

let office: Office;
beforeAll(async () => {
  office = await openOffice({ limits: { RATE_PER_VIEWER: '0', RATE_PER_CLIENT: '0' } });
});
afterAll(() => office[Symbol.asyncDispose]());

test('whatever is imported, decided and undone, profiles and cohorts show whose a card is then', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      await office.sql('health', 'delete from health_insurance_card');
      await office.sql('registry', 'truncate record_link cascade');
      office.graph.department('health').fault = null;
      const links = new Map<number, Link>();
      for (const taken of steps) {
        await take(office, taken);
        model(links, taken);
        const isAway = office.graph.department('health').fault !== null;
        const expected = CHILDREN.map((_, place) =>
          CARDS.filter((__, index) => !isAway && links.get(index)?.child === place),
        );
        expect(await cardsShown(office)).toEqual(expected);
        const count = expected.filter((cards) => cards.length > 0).length;
        expect(await insured(office)).toEqual(
          isAway ? { withHealthInsurance: null } : { withHealthInsurance: { count } },
        );
      }
    }),
    { numRuns: 8 },
  );
}, 240_000);
