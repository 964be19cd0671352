/**
 * `npm run audit:verify`: compares the audit database with the signed chain heads and says which record of which gateway
 * was changed, removed, moved or cut off, and which heads. Ends with status 1 where something was. Of each gateway it
 * prints the key and the last head: kept where nobody reaches both, and given as AUDIT_EXPECT later, they show that the
 * past was not rewritten, key and all.
 */
import { readFile } from 'node:fs/promises';
import { useDataFolder } from '../../shared/postgres/use-data-folder.ts';
import { showProgress } from '../../shared/progress/progress.ts';
import { explainDatabase } from '../../shared/start/explain-database.ts';
import { runToEnd } from '../../shared/start/run-to-end.ts';
import { say } from '../../shared/start/say.ts';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { readVerifyConfig } from './config.ts';
import { readAnchors, writeAnchor } from './verification/anchor.ts';
import type { Anchor, Finding, Verdict } from './verification/finding.ts';
import { verifyTrail } from './verification/verify-trail.ts';

/** From this many entries on, how far it is gets shown. */
const LONG = 10_000;

function describe({ kind, gateway, chain, says }: Finding): string {
  return `WRONG ${kind} gateway ${gateway}${chain === null ? '' : `, chain ${chain}`}: ${says}`;
}

function report({ gateways, chains, entries, heads, anchors, findings, notes }: Verdict): void {
  for (const note of notes) say(`note: ${note}`);
  for (const anchor of anchors) say(writeAnchor(anchor));
  for (const finding of findings) say(describe(finding));
  const walked = `${entries} records in ${chains} chains of ${gateways} gateways, ${heads} signed heads`;
  say(findings.length === 0 ? `sound: ${walked}` : `${findings.length} wrong: ${walked}`);
  if (findings.length > 0) process.exitCode = 1;
}

/** Anchors of an earlier run; throws StartProblem where a file is named that holds none. */
async function readKept(file: string | null): Promise<Anchor[]> {
  if (file === null) return [];
  const kept = readAnchors(await readFile(file, 'utf8').catch(() => ''));
  if (kept.length > 0) return kept;
  throw new StartProblem(
    `${file} holds no line "gateway …: key …, head …": set AUDIT_EXPECT to a file with what npm run audit:verify printed.`,
  );
}

async function verify(
  databaseUrl: string,
  headsFolder: string,
  kept: readonly Anchor[],
): Promise<Verdict> {
  let progress: ReturnType<typeof showProgress> | undefined;
  const onProgress = (done: number, total: number) => {
    if (total < LONG) return;
    progress ??= showProgress('verifying', total, 'records');
    progress.update(done);
  };
  try {
    return await verifyTrail({ databaseUrl, headsFolder, kept, onProgress });
  } finally {
    progress?.end();
  }
}

await runToEnd(async () => {
  const { databaseUrl, dataDir, heads, expectFile } = readVerifyConfig();
  const kept = await readKept(expectFile);
  const database =
    databaseUrl === null
      ? await useDataFolder(dataDir, { name: 'audit', setting: 'AUDIT_DATABASE_URL' })
      : { url: databaseUrl, stop: async () => undefined };
  try {
    report(await verify(database.url, heads, kept));
  } catch (error) {
    throw explainDatabase(error, database.url, 'AUDIT_DATABASE_URL');
  } finally {
    await database.stop();
  }
});
