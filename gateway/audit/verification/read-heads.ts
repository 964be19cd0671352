import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isSigned, lineHash, parseHeadLine } from '../head-line.ts';
import type { HeadLine } from '../head-line.ts';
import { anchorOf, compareWithAnchor } from './anchor.ts';
import type { Anchor, Finding } from './finding.ts';
import { noteHead } from './head-chain.ts';
import type { PromisedChain } from './head-chain.ts';

/** What the head files of a folder hold. */
export interface Promised {
  gateways: string[];
  chains: Map<string, PromisedChain>;
  heads: number;
  /** Where each gateway's heads stand, to be kept. */
  anchors: Anchor[];
  findings: Finding[];
  notes: string[];
}

/** The complete lines of a file, and whether something torn follows the last. */
async function readLines(file: string): Promise<{ lines: string[]; isTorn: boolean }> {
  const lines: string[] = [];
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) lines.push(part);
  }
  return { lines, isTorn: rest !== '' };
}

function changed(gateway: string, place: number, why: string): Finding {
  return {
    kind: 'HEAD_CHANGED',
    gateway,
    chain: null,
    says: `line ${place} of the head file ${why}`,
  };
}

function removed(gateway: string, first: number, last: number): Finding {
  const which = first === last ? `head ${first} is` : `heads ${first} to ${last} are`;
  return {
    kind: 'HEAD_REMOVED',
    gateway,
    chain: null,
    says: `${which} missing from the head file`,
  };
}

/** Checks one line against the one before it, the signature apart. */
function checkPlace(line: HeadLine, before: HeadLine | null, gateway: string): Finding[] {
  const expected = (before?.body.n ?? 0) + 1;
  const { n } = line.body;
  if (n > expected) return [removed(gateway, expected, n - 1)];
  if (n < expected) return [changed(gateway, expected, `is head ${n}: it is not in its place`)];
  if (line.body.gateway !== gateway)
    return [changed(gateway, n, `belongs to gateway ${line.body.gateway}`)];
  return line.body.previous === lineHash(before)
    ? []
    : [changed(gateway, n, 'does not follow from the line before: one of them was changed')];
}

function wrongSignatures(lines: readonly HeadLine[], key: KeyObject, gateway: string): Finding[] {
  return lines
    .filter((line) => !isSigned(line, key))
    .map(({ body }) => changed(gateway, body.n, 'does not bear its signature: it was changed'));
}

/**
 * Checks the lines of one file: each ties down the one before it, so the last one's signature stands for all. Only
 * where something is wrong are they all checked, to say which.
 */
function checkLines(texts: readonly string[], key: KeyObject, gateway: string) {
  const lines: HeadLine[] = [];
  const findings: Finding[] = [];
  for (const text of texts) {
    const line = parseHeadLine(text);
    if (line === null) {
      findings.push(changed(gateway, lines.length + 1, 'cannot be read'));
      continue;
    }
    findings.push(...checkPlace(line, lines.at(-1) ?? null, gateway));
    lines.push(line);
  }
  const last = lines.at(-1);
  if (findings.length === 0 && (last === undefined || isSigned(last, key)))
    return { lines, findings: [] };
  return {
    lines: lines.filter((line) => isSigned(line, key)),
    findings: [...findings, ...wrongSignatures(lines, key, gateway)],
  };
}

async function readFileOf(
  folder: string,
  gateway: string,
  promised: Promised,
  kept: readonly Anchor[],
): Promise<void> {
  const publicFile = path.join(folder, `${gateway}.pub.pem`);
  promised.gateways.push(gateway);
  if (!existsSync(publicFile)) {
    const says = `${publicFile} is missing: the heads cannot be checked without it`;
    promised.findings.push({ kind: 'KEY_MISSING', gateway, chain: null, says });
    return;
  }
  const { lines: texts, isTorn } = await readLines(path.join(folder, `${gateway}.jsonl`));
  const key = createPublicKey(await readFile(publicFile, 'utf8'));
  const { lines, findings } = checkLines(texts, key, gateway);
  promised.findings.push(...findings);
  promised.findings.push(...kept.flatMap((anchor) => compareWithAnchor(anchor, lines, key)));
  promised.anchors.push(...anchorOf(gateway, lines, key));
  promised.heads += lines.length;
  for (const { body } of lines) noteHead(promised.chains, body);
  if (isTorn) promised.notes.push(`gateway ${gateway} was killed while it wrote its last head`);
}

function lostFile({ gateway, head }: Anchor): Finding {
  const says = `the head file, of which head ${head} was kept, is not here`;
  return { kind: 'HEAD_REMOVED', gateway, chain: null, says };
}

/**
 * Reads and checks every head file of a folder (`<gateway>.jsonl`, with `<gateway>.pub.pem` beside it), also against
 * the anchors that were kept.
 */
export async function readHeads(folder: string, kept: readonly Anchor[] = []): Promise<Promised> {
  const promised: Promised = {
    gateways: [],
    chains: new Map(),
    heads: 0,
    anchors: [],
    findings: [],
    notes: [],
  };
  const files = existsSync(folder) ? await readdir(folder) : [];
  for (const file of files.filter((name) => name.endsWith('.jsonl')).sort()) {
    const gateway = path.basename(file, '.jsonl');
    const own = kept.filter((anchor) => anchor.gateway === gateway);
    await readFileOf(folder, gateway, promised, own);
  }
  const lost = kept.filter(({ gateway }) => !promised.gateways.includes(gateway));
  promised.findings.push(...lost.map(lostFile));
  return promised;
}
