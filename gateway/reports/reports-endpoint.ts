import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { z } from 'zod';
import { GraphError } from '../../shared/errors/graph-error.ts';
import { sendJson } from '../../shared/http/send-json.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { ReportStore } from '../control/open-control.ts';
import type { ReportKey } from '../control/report-keys.ts';
import type { RequestRecorder } from '../audit/record-request.ts';
import { beginRequest } from '../http/begin-request.ts';
import type { Begun } from '../http/begin-request.ts';
import { sendRefusal } from '../http/send-refusal.ts';
import type { Indicators } from '../indicators/read-indicators.ts';
import type { Plans } from '../plans/read-plans.ts';
import type { Ask, GraphAnswer } from './ask.ts';
import { buildReport } from './build-report.ts';
import type { ReportRequest } from './build-report.ts';
import type { CountViewer } from './count-indicators.ts';
import { listPlans } from './list-plans.ts';
import { readKey } from './read-key.ts';
import { findFormat, findPeriod, readPath, reportDay } from './read-request.ts';
import type { ReportPath } from './read-request.ts';
import { MEDIA_TYPES, renderReport } from './render.ts';
import type { Format } from './render.ts';
import { forbidden, unknown } from './report-refusals.ts';
import type { Report } from './report.ts';
import { findUnit } from './unit.ts';

/** Who asks for reports, and the graph as it answers them. */
export interface ReportDoor {
  viewer: CountViewer & { subject: string; scopes: ReadonlySet<string> };
  ask: Ask;
  /** What departments hold that is linked to no child yet. */
  findUnlinked: () => Promise<GraphAnswer>;
}

export interface ReportsOptions {
  plans: Plans;
  indicators: Indicators;
  clock: Clock;
  store: ReportStore;
  /**
   * Finds out who asks: by the key, where one was given and is in force, else by the token. Refuses as the graph does
   * (AccessRefusal).
   */
  openDoor: (request: IncomingMessage, key: ReportKey | null, begun: Begun) => Promise<ReportDoor>;
  /** Puts each request on record before its answer leaves. */
  record: RequestRecorder;
  /** Milliseconds for one question of a report. */
  deadline: number;
  log: Logger;
}

/** One request for reports. */
interface Asked extends ReportsOptions {
  request: IncomingMessage;
  response: ServerResponse;
  key: ReportKey | null;
  door: ReportDoor;
  search: URLSearchParams;
  begun: Begun;
}

function checkAllowed({ door, key, request }: Asked, path: ReportPath): void {
  if (!door.viewer.scopes.has('report:read'))
    throw forbidden(
      'Reports need the scope report:read, under the purpose REPORTING.',
      'Báo cáo cần quyền report:read, với mục đích REPORTING.',
    );
  const isBeyond = path.kind === 'REPORT' && key !== null && !key.plans.includes(path.plan);
  if (isBeyond || (key !== null && request.method === 'POST'))
    throw forbidden(
      `This key fetches reports of ${key.plans.join(', ')} only.`,
      `Khóa này chỉ dùng để lấy báo cáo của ${key.plans.join(', ')}.`,
    );
}

function sendBytes(response: ServerResponse, bytes: Buffer, name: string, format: Format): void {
  response.writeHead(200, {
    'content-type': MEDIA_TYPES[format],
    'content-length': bytes.length,
    'content-disposition': `attachment; filename="${name}.${format}"`,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}

function makeReport(asked: Asked, path: ReportPath & { kind: 'REPORT' }): Promise<Report> {
  const { clock, door, indicators, plans, search, store } = asked;
  const [plan, period] = findPeriod(plans, path.plan, path.period);
  const { viewer, ask, findUnlinked } = door;
  const asOf = reportDay(search.get('asOf'), period, clock.today(), viewer.seesExact);
  const unit = search.get('unit') ?? plan.unit;
  const findFigure = async (target: string, request: ReportRequest) => {
    const place = { plan: plan.id, target, period: period.id, unit: request.unit };
    const figure = await store.findFigure(place);
    return figure && { ...figure, enteredAt: figure.enteredAt.toISOString() };
  };
  return buildReport(
    { plan, period, unit, asOf, viewer, ask, findUnlinked },
    { indicators, clock, findFigure },
  );
}

async function answerReport(asked: Asked, path: ReportPath & { kind: 'REPORT' }): Promise<void> {
  const { plans, request, response, store, door } = asked;
  const [plan, period] = findPeriod(plans, path.plan, path.period);
  const format = request.method === 'POST' ? 'json' : findFormat(path.format ?? '');
  const report = await makeReport(asked, path);
  const bytes = await renderReport(report, format);
  if (request.method !== 'POST') {
    await settle(asked);
    sendBytes(response, bytes, `${plan.id}-${period.id}-${report.unit.code}`, format);
    return;
  }
  if (!door.viewer.scopes.has('figure:enter'))
    throw forbidden(
      'Whoever sends a report holds figure:enter.',
      'Người gửi báo cáo cần có quyền figure:enter.',
    );
  const sent = await store.keepSent({
    ...{ plan: plan.id, period: period.id, unit: report.unit.code },
    ...{ suppressed: report.isSuppressed, content: bytes, sentBy: door.viewer.subject },
  });
  await settle(asked);
  sendJson(response, 201, { ...sent, url: `/reports/sent/${sent.id}.json` });
}

/** A report that was kept; the bytes are our own, so only their outline is looked at. */
const kept = z.custom<Report>((value) => z.object({ plan: z.object({}) }).safeParse(value).success);

async function answerSent(asked: Asked, path: ReportPath & { kind: 'SENT' }): Promise<void> {
  const { door, key, response, store } = asked;
  const format = findFormat(path.format);
  const found = await store.findSent(path.id);
  const isForKey = key === null || key.plans.includes(found?.plan ?? '');
  if (found === null || !isForKey) throw unknown('sent report', path.id, []);
  const report = kept.parse(JSON.parse(found.content.toString()));
  await findUnit(found.unit, report.period.asOf, door.viewer.units, door.ask);
  if (!found.suppressed && !door.viewer.seesExact)
    throw forbidden(
      'This report holds exact counts, which you may not see.',
      'Báo cáo này có số chính xác mà bạn không được xem.',
    );
  const bytes = format === 'json' ? found.content : await renderReport(report, format);
  await settle(asked);
  sendBytes(response, bytes, `${found.plan}-${found.period}-${found.id}`, format);
}

async function answerList(asked: Asked): Promise<void> {
  const { clock, key, plans, response, store } = asked;
  const open = [...plans].filter(([id]) => key === null || key.plans.includes(id));
  const sent = await store.listSent();
  await settle(asked);
  sendJson(response, 200, listPlans(new Map(open), clock.today(), sent));
}

async function answerSentList(asked: Asked): Promise<void> {
  const { key, response, store } = asked;
  const sent = await store.listSent();
  const open = sent.filter(({ plan }) => key === null || key.plans.includes(plan));
  await settle(asked);
  sendJson(response, 200, {
    sent: open.map((each) => ({ ...each, hash: each.hash.toString('hex') })),
  });
}

/** Nothing leaves before it is on record. Throws AUDIT_UNAVAILABLE. */
async function settle({ begun, record }: Asked): Promise<void> {
  begun.trace.outcome = { outcome: 'ANSWERED', code: null };
  begun.note.outcome = 'OK';
  await record.answered(begun);
}

async function answer(asked: Asked, path: ReportPath): Promise<void> {
  checkAllowed(asked, path);
  if (path.kind === 'LIST') await answerList(asked);
  else if (path.kind === 'SENT_LIST') await answerSentList(asked);
  else if (path.kind === 'SENT') await answerSent(asked, path);
  else await answerReport(asked, path);
}

/**
 * Answers what lies below /reports. GET: the plans and what is due (/reports), a report
 * (/reports/{plan}/{period}.{json|csv|xlsx}?unit=&asOf=), those that were sent (/reports/sent, /reports/sent/{id}.{format}).
 * POST /reports/{plan}/{period} sends one: keeps it as it is. What cannot be had is refused in JSON, saying what there is.
 */
export function reportsEndpoint(options: ReportsOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const begun = beginRequest(response, options.deadline, options.log);
    try {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://gateway');
      const path = readPath(pathname);
      if (path === null) {
        sendJson(response, 404, {
          message: 'Nothing is here. The reports are listed at /reports.',
        });
        return;
      }
      const isSending = request.method === 'POST' && path.kind === 'REPORT';
      if (request.method !== 'GET' && !isSending) {
        response.setHeader('allow', path.kind === 'REPORT' ? 'GET, POST' : 'GET');
        sendJson(response, 405, { message: 'Reports are fetched by GET and sent by POST.' });
        return;
      }
      const key = await readKey(request, options.store);
      const door = await options.openDoor(request, key, begun);
      begun.trace.what.operationName = `reports ${pathname.split('/').slice(2).join(' ')}`.trim();
      begun.note.operation = 'reports';
      const asked = { ...options, request, response, key, door, begun, search: searchParams };
      await answer(asked, path);
    } catch (error) {
      await options.record.refused(begun, error);
      if (!(error instanceof GraphError)) throw error;
      begun.note.outcome = error.code;
      sendRefusal(error, response);
    }
  };
}
