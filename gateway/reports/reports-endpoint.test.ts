import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { listen } from '../../shared/http/listen.ts';
import { fixedClock } from '../../shared/time/clock.ts';
import type { ReportStore } from '../control/open-control.ts';
import type { ReportKey } from '../control/report-keys.ts';
import type { SentReport } from '../control/sent-reports.ts';
import { readWorkbook } from '../../shared/tables/xlsx.ts';
import { graphOf, indicators, plans } from './graph.fixture.ts';
import { reportsEndpoint } from './reports-endpoint.ts';

const ask = graphOf((cohort) => 240 / cohort.split(' > ').length);
const KEY: ReportKey = { id: 'k', client: 'bi', plans: ['hai-duong-2022'], units: ['30'] };

/** A store in memory that behaves as the database does. */
function memoryStore(): ReportStore {
  const sent: SentReport[] = [];
  return {
    findKey: async (given) => (given === 'right' ? KEY : null),
    findFigure: async () => null,
    keepSent: async (report) => {
      const row = {
        ...report,
        id: `sent-${sent.length}`,
        hash: Buffer.from(''),
        sentAt: new Date(),
      };
      sent.unshift(row);
      return row;
    },
    findSent: async (id) => sent.find((each) => each.id === id) ?? null,
    listSent: async () => sent,
  };
}

async function open({
  seesExact = true,
  today = '2022-12-31',
  scopes = ['report:read', 'figure:enter'],
} = {}) {
  const endpoint = reportsEndpoint({
    plans,
    indicators,
    clock: fixedClock(today),
    store: memoryStore(),
    record: {
      begun: async () => undefined,
      answered: async () => undefined,
      refused: async () => undefined,
    },
    deadline: 10_000,
    log: pino({ level: 'silent' }),
    openDoor: async (_, key) => ({
      viewer: {
        subject: key?.id ?? 'coordinator',
        units: ['30'],
        seesExact: seesExact && key === null,
        scopes: new Set(scopes),
      },
      ask,
      findUnlinked: async () => ({}),
    }),
  });
  const server = await listen((request, response) => void endpoint(request, response), {
    host: '127.0.0.1',
    port: 0,
  });
  return {
    get: (path: string, init: RequestInit = {}) => fetch(server.url + path, init),
    [Symbol.asyncDispose]: server.close,
  };
}

test('the list says what is due and what is overdue until a report was sent', async () => {
  await using room = await open();
  const overdue = async () => {
    const text = await (await room.get('/reports')).text();
    return (text.match(/"isOverdue":true/g) ?? []).length;
  };
  expect(await overdue()).toBe(3);
  const sent = await room.get('/reports/hai-duong-2022/annual', { method: 'POST' });
  expect(sent.status).toBe(201);
  expect(await overdue()).toBe(1);
});

test('before its day nothing is overdue', async () => {
  await using room = await open({ today: '2022-06-29' });
  expect(await (await room.get('/reports')).text()).not.toContain('"isOverdue":true');
});

test('a report comes in each form, for the unit and day asked for', async () => {
  await using room = await open();
  const json = await room.get('/reports/hai-duong-2022/annual.json?unit=288&asOf=2022-12-10');
  expect(json.status).toBe(200);
  expect(await json.json()).toMatchObject({
    unit: { code: '288' },
    period: { asOf: '2022-12-10' },
    plan: { id: 'hai-duong-2022' },
  });
  const csv = await room.get('/reports/hau-giang-2020/six-month.csv?unit=30');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect([...new Uint8Array(await csv.arrayBuffer())].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
  const xlsx = await room.get('/reports/hai-duong-2022/annual.xlsx');
  const sheets = await readWorkbook(new Uint8Array(await xlsx.arrayBuffer()));
  expect(sheets.has('Chỉ tiêu')).toBe(true);
});

test.each([
  ['/reports/hai-duong-2021/annual.json', 404, 'Did you mean hai-duong-2022?'],
  ['/reports/hai-duong-2022/anual.json', 404, 'Did you mean annual?'],
  ['/reports/hai-duong-2022/annual.xls', 404, 'Did you mean xlsx?'],
  ['/reports/hai-duong-2022/annual', 404, 'there are json, csv, xlsx'],
  ['/reports/hai-duong-2022', 404, 'there are six-month, annual'],
  ['/reports/hai-duong-2022/annual.json?unit=999', 404, 'has the code \\"999\\"'],
  ['/reports/hau-giang-2020/annual.json', 404, 'Your units are 30'],
  ['/reports/hai-duong-2022/annual.json?asOf=2023-01-01', 400, 'lies in the future'],
  ['/reports/hai-duong-2022/annual.json?asOf=2021-12-31', 400, 'before the period'],
  ['/reports/hai-duong-2022/annual.json?asOf=31/12/2022', 400, 'write it YYYY-MM-DD'],
  ['/reports/sent/none.json', 404, 'no sent report'],
  ['/reports/a/b/c', 404, 'listed at /reports'],
  ['/reports/%E0%A4%A/annual.json', 404, 'There is no plan'],
])('%s is refused with %d: %s', async (path, status, said) => {
  await using room = await open();
  const response = await room.get(path);
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(said);
});

test('a report that was sent is fetched again as it was, in every form', async () => {
  await using room = await open();
  const posted = await room.get('/reports/hai-duong-2022/annual', { method: 'POST' });
  const { url }: { url: string } = Object.assign({ url: '' }, await posted.json());
  const first = await (await room.get(url)).text();
  expect(JSON.parse(first)).toMatchObject({ plan: { id: 'hai-duong-2022' } });
  expect(await (await room.get(url)).text()).toBe(first);
  expect((await room.get(url.replace('.json', '.xlsx'))).status).toBe(200);
});

test('without exact counts there is the cut-off date only', async () => {
  await using room = await open({ seesExact: false });
  const early = await room.get('/reports/hai-duong-2022/annual.json?asOf=2022-12-30');
  expect(early.status).toBe(403);
  const onTime = await room.get('/reports/hai-duong-2022/annual.json');
  expect(await onTime.json()).toMatchObject({ isSuppressed: true });
});

test('a key fetches the reports of its plans, and nothing else', async () => {
  await using room = await open();
  const as = (key: string, path: string, method = 'GET') =>
    room.get(path, { method, headers: { 'x-report-key': key } });
  expect((await as('wrong', '/reports')).status).toBe(401);
  expect((await as('right', '/reports/hai-duong-2022/annual.csv')).status).toBe(200);
  expect((await as('right', '/reports/hau-giang-2020/annual.csv?unit=30')).status).toBe(403);
  expect((await as('right', '/reports/hai-duong-2022/annual', 'POST')).status).toBe(403);
  const list = await (await as('right', '/reports')).text();
  expect(list).toContain('hai-duong-2022');
  expect(list).not.toContain('hau-giang-2020');
});

test('whoever may not read reports is refused, as is whoever may not send them', async () => {
  await using none = await open({ scopes: [] });
  expect((await none.get('/reports')).status).toBe(403);
  await using reader = await open({ scopes: ['report:read'] });
  expect((await reader.get('/reports/hai-duong-2022/annual', { method: 'POST' })).status).toBe(403);
  expect((await reader.get('/reports', { method: 'DELETE' })).status).toBe(405);
});
