import { print } from 'graphql';
import type { PublicationWork } from '../control/publication-store.ts';
import type { NewVersion, PublishedSupergraph } from '../control/publications.ts';
import { CONTROL } from '../control/control-subgraph.ts';
import { SupergraphRefused } from '../generations/generation.ts';
import type { Manifest } from '../limits/trusted-operations.ts';
import { checkSchema } from '../schema-check/check-schema.ts';
import type { SchemaReport } from '../schema-check/check-schema.ts';
import { readDepartmentSchema } from '../schema-check/department-schema.ts';
import { askDepartment } from './ask-department.ts';
import type { AskOptions } from './ask-department.ts';
import type { SignedPublication } from './signed-publication.ts';

/** What a publication came to. */
export type Outcome = 'PUBLISHED' | 'WOULD_BE_PUBLISHED' | 'UNCHANGED' | 'REFUSED';

/** What is said of a publication. */
export interface Judgement {
  outcome: Outcome;
  /** Why it is refused, in sentences; empty otherwise. */
  reasons: readonly string[];
  /** What clients would find different, and what else is worth knowing. */
  notes: readonly string[];
  /** The supergraph that holds it; null where none does. */
  supergraphId: number | null;
}

export interface JudgeOptions extends AskOptions {
  /** The SDLs of all departments, and of the gateway's own part, as this copy of the program states them. */
  stated: ReadonlyMap<string, string>;
  manifest: Manifest;
  /** Makes everything for a supergraph and lets it go again. Throws SupergraphRefused. */
  rehearse: (supergraphSdl: string) => Promise<void>;
}

/** What is published already. */
interface Standing {
  newest: PublishedSupergraph | null;
  current: ReadonlyMap<string, string>;
}

function refused(reasons: readonly string[], notes: readonly string[] = []): Judgement {
  return { outcome: 'REFUSED', reasons, notes, supergraphId: null };
}

/** The SDLs that it is joined with: those last published, or where nothing was, those that came with the product. */
function currentSchemas(
  newest: PublishedSupergraph | null,
  stated: ReadonlyMap<string, string>,
): Map<string, string> {
  const own = stated.get(CONTROL);
  return new Map([...(newest?.subgraphs ?? stated), ...(own ? [[CONTROL, own] as const] : [])]);
}

/** Nobody can publish again what somebody signed before: what a department signs last counts. */
async function checkOrder(
  { department, signedAt }: SignedPublication,
  work: PublicationWork,
): Promise<string[]> {
  const last = await work.lastSignedAt(department);
  if (last === null || signedAt > last) return [];
  return [
    `${department} has published something signed later (${last.toISOString()}): check the clock, and publish again.`,
  ];
}

function describeChanges({ changes }: SchemaReport): string[] {
  return changes.map(({ coordinate, words }) => `${coordinate} ${words}`);
}

async function rehearsed(
  supergraphSdl: string,
  { rehearse }: JudgeOptions,
): Promise<readonly string[]> {
  try {
    await rehearse(supergraphSdl);
    return [];
  } catch (error) {
    if (error instanceof SupergraphRefused) return error.reasons;
    throw error;
  }
}

/** The versions of a supergraph: those that stay, and those that are new in it. */
function versionsOf(
  { department, sdl, keyId, signedAt, signed }: SignedPublication,
  { newest, current }: Standing,
): { kept: number[]; added: NewVersion[] } {
  const isKept = (name: string) =>
    name !== department && newest?.subgraphs.get(name) === current.get(name);
  const others = [...current].filter(([name]) => name !== department && !isKept(name));
  const kept = [...(newest?.versions ?? [])].filter(([name]) => isKept(name));
  return {
    kept: kept.map(([, id]) => id),
    added: [
      ...others.map(([name, text]) => ({ department: name, sdl: text, signature: null })),
      { department, sdl, signature: { keyId, signedAt, signed } },
    ],
  };
}

/** Whether two texts state the same, descriptions included; comments and the shared prelude do not count. */
function stateTheSame(one: string, other: string | undefined): boolean {
  if (other === undefined) return false;
  try {
    return print(readDepartmentSchema(one).own) === print(readDepartmentSchema(other).own);
  } catch {
    return false;
  }
}

function check(
  { department, sdl }: SignedPublication,
  { newest, current }: Standing,
  seen: Awaited<ReturnType<PublicationWork['seenOperations']>>,
  { manifest }: JudgeOptions,
): SchemaReport {
  const running = newest?.sdl;
  return checkSchema({
    ...{ department, proposed: sdl, current, running, seen },
    trusted: manifest.values(),
  });
}

async function judge(
  publication: SignedPublication,
  standing: Standing,
  work: PublicationWork,
  options: JudgeOptions,
): Promise<Judgement> {
  const report = check(publication, standing, await work.seenOperations(), options);
  const changes = describeChanges(report);
  const { problems, supergraphSdl } = report;
  const wrong = problems.map(({ message }) => message);
  if (supergraphSdl === null || wrong.length > 0) return refused(wrong, changes);
  const asked = await askDepartment(publication, options);
  const reasons = [...asked.reasons, ...(await rehearsed(supergraphSdl, options))];
  const notes = [...changes, ...asked.notes];
  if (reasons.length > 0) return refused(reasons, notes);
  if (publication.isDryRun)
    return { outcome: 'WOULD_BE_PUBLISHED', reasons, notes, supergraphId: null };
  const versions = versionsOf(publication, standing);
  const supergraphId = await work.keep({ sdl: supergraphSdl, ...versions });
  return { outcome: 'PUBLISHED', reasons, notes, supergraphId };
}

/**
 * Judges a publication against what is published, and keeps it where nothing speaks against it: signed last by its
 * department, accepted by the schema check, answered by the department's process, and such that this gateway could
 * switch to it at once.
 */
export async function judgePublication(
  publication: SignedPublication,
  work: PublicationWork,
  options: JudgeOptions,
): Promise<Judgement> {
  const newest = await work.newest();
  const current = currentSchemas(newest, options.stated);
  if (stateTheSame(publication.sdl, current.get(publication.department)))
    return { outcome: 'UNCHANGED', reasons: [], notes: [], supergraphId: newest?.id ?? null };
  const late = await checkOrder(publication, work);
  return late.length > 0 ? refused(late) : judge(publication, { newest, current }, work, options);
}
