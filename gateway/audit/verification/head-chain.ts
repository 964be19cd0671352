import type { HeadBody } from '../head-line.ts';

/** What a gateway's head file promises of one chain. */
export interface PromisedChain {
  id: string;
  gateway: string;
  /** Hash of the head line before the chain's first, empty where there is none. */
  previousHead: string;
  /** The entry hash, hexadecimal, that each head states, by the entry's position. */
  hashes: Map<number, string>;
  lastCommit: number;
  lastPosition: number;
  isClosed: boolean;
  /** The first entry of the last commit, where the gateway was killed before it signed for that. */
  leftFrom: number | null;
}

/** Adds what a line states to the chains of its file; the line's place in the file has been checked. */
export function noteHead(chains: Map<string, PromisedChain>, body: HeadBody): void {
  if (body.kind === 'OPENED') {
    chains.set(body.chain, {
      id: body.chain,
      gateway: body.gateway,
      previousHead: body.previous,
      hashes: new Map(),
      lastCommit: 0,
      lastPosition: 0,
      isClosed: false,
      leftFrom: null,
    });
    return;
  }
  const chain = chains.get(body.chain);
  if (chain === undefined) return;
  if (body.kind === 'LEFT') chain.leftFrom = chain.lastPosition + 1;
  chain.hashes.set(body.position, body.hash);
  chain.lastCommit = body.commit;
  chain.lastPosition = body.position;
  if (body.kind !== 'HEAD') chain.isClosed = true;
}
