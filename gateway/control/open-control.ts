import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Grant } from '../../shared/access/grant.ts';
import { connect } from '../../shared/database/connect.ts';
import type { OpenSubgraph } from '../../shared/subgraph/define-subgraph.ts';
import { vietnamClock } from '../../shared/time/clock.ts';
import type { Trail } from '../audit/trail.ts';
import { UsageRecorder } from '../usage/usage-recorder.ts';
import type { OpenedUnder } from './changes.ts';
import { publicationStore } from './publication-store.ts';
import type { PublicationStore } from './publication-store.ts';
import { controlSubgraph } from './control-subgraph.ts';
import { findOpen } from './emergencies.ts';
import { findFigure } from './figures.ts';
import type { Figure, FigurePlace } from './figures.ts';
import { findReportKey } from './report-keys.ts';
import type { ReportKey } from './report-keys.ts';
import { findSentReport, keepSentReport, listSentReports } from './sent-reports.ts';
import type { ListedSentReport, SentReport } from './sent-reports.ts';
import { forgetOldUses, keepUses } from './operations-seen.ts';
import type { EmergencyRow, Tables } from './tables.ts';

/** The gateway's own state, open. */
export interface Control {
  /** Its part of the graph; runs in this process, whatever the departments do. */
  department: OpenSubgraph;
  /** The emergencies of a viewer (the token's subject) that count now. */
  findOpenEmergencies: (subject: string) => Promise<EmergencyRow[]>;
  reports: ReportStore;
  /** What clients ask, for judging what a change of the schema would break. */
  usage: UsageRecorder;
  /** What departments have published. */
  publications: PublicationStore;
  /** Those that a request opened, by the grant it came with. */
  openedUnder: (grant: Grant) => readonly EmergencyRow[];
  close: () => Promise<void>;
}

/** What reports keep. */
export interface ReportStore {
  findKey: (given: string) => Promise<ReportKey | null>;
  findFigure: (place: FigurePlace) => Promise<Figure | null>;
  keepSent: (report: Parameters<typeof keepSentReport>[1]) => ReturnType<typeof keepSentReport>;
  findSent: (id: string) => Promise<SentReport | null>;
  listSent: () => Promise<ListedSentReport[]>;
}

function reportStore(db: Kysely<Tables>): ReportStore {
  return {
    findKey: (given) => findReportKey(db, given),
    findFigure: (place) => findFigure(db, place),
    keepSent: (report) => keepSentReport(db, report),
    findSent: (id) => findSentReport(db, id),
    listSent: () => listSentReports(db),
  };
}

export interface ControlOptions {
  /** Of the role that owns the control database. */
  databaseUrl: string;
  trail: Trail;
  log: Logger;
}

/** Opens the control database and brings its schema up to date. */
export async function openControl({ databaseUrl, trail, log }: ControlOptions): Promise<Control> {
  const opened: OpenedUnder = new WeakMap();
  const department = controlSubgraph(trail, opened).open({ databaseUrl, clock: vietnamClock, log });
  await department.prepare();
  const db = connect<Tables>({
    url: databaseUrl,
    onConnectionLost: (err) => {
      log.warn({ err }, 'connection to the control database lost');
    },
  });
  const usage = new UsageRecorder({
    keep: (uses) => keepUses(db, uses),
    forget: (today) => forgetOldUses(db, today),
    clock: vietnamClock,
    log,
  });
  return {
    department,
    findOpenEmergencies: (subject) => findOpen(db, subject),
    reports: reportStore(db),
    usage,
    publications: publicationStore(db, () => vietnamClock.today()),
    openedUnder: (grant) => opened.get(grant) ?? [],
    close: async () => {
      await usage.close();
      await Promise.all([db.destroy(), department.close()]);
    },
  };
}
