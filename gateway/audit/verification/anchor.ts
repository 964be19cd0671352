import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { lineHash } from '../head-line.ts';
import type { HeadLine } from '../head-line.ts';
import type { Anchor, Finding } from './finding.ts';

const LINE = /^gateway (\S+): key ([0-9a-f]{64}), head (\d+) ([0-9a-f]{64})$/gm;

function fingerprint(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** The anchor of a gateway as its heads stand; none where it has no head. */
export function anchorOf(gateway: string, lines: readonly HeadLine[], key: KeyObject): Anchor[] {
  const last = lines.at(-1);
  if (last === undefined) return [];
  return [{ gateway, key: fingerprint(key), head: last.body.n, hash: lineHash(last) }];
}

/** An anchor as `audit:verify` prints it. */
export function writeAnchor({ gateway, key, head, hash }: Anchor): string {
  return `gateway ${gateway}: key ${key}, head ${head} ${hash}`;
}

/** The anchors among what `audit:verify` printed. */
export function readAnchors(text: string): Anchor[] {
  return [...text.matchAll(LINE)].map(([, gateway = '', key = '', head = '', hash = '']) => ({
    gateway,
    key,
    head: Number(head),
    hash,
  }));
}

/** What contradicts an anchor that was kept. */
export function compareWithAnchor(
  { gateway, head, hash, key: expected }: Anchor,
  lines: readonly HeadLine[],
  key: KeyObject,
): Finding[] {
  const wrong = (kind: Finding['kind'], says: string) => [{ kind, gateway, chain: null, says }];
  if (fingerprint(key) !== expected)
    return wrong(
      'KEY_CHANGED',
      'the public key is not the one that was kept: the heads were signed anew',
    );
  const line = lines.find(({ body }) => body.n === head);
  if (line === undefined) return wrong('HEAD_REMOVED', `head ${head}, which was kept, is missing`);
  if (lineHash(line) === hash) return [];
  return wrong(
    'HEAD_CHANGED',
    `head ${head} is not the one that was kept: the heads were written anew`,
  );
}
