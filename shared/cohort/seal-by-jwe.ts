import { CompactEncrypt, compactDecrypt, importJWK } from 'jose';
import type { JWK } from 'jose';
import { LRUCache } from 'lru-cache';
import { ChildSet } from './child-set.ts';
import type { Contribution, Sealing } from './sealing.ts';

const ALGORITHM = { alg: 'ECDH-ES', enc: 'A256GCM' } as const;
/** Names are padded to it, so that the length of a sealed set tells nothing. */
const NAME_BYTES = 64;
/** About 170 KB each per million children. */
const OPENED_KEPT = 200;

function writeContribution({ department, countedOnly, children }: Contribution): Uint8Array {
  const name = Buffer.from(department, 'utf8');
  if (name.length >= NAME_BYTES) throw new Error('The name of the department is too long.');
  const head = Buffer.alloc(1 + NAME_BYTES);
  head.writeUInt8(countedOnly ? 1 : 0);
  name.copy(head, 1);
  return Buffer.concat([head, children.toBytes()]);
}

function readContribution(content: Uint8Array): Contribution {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const name = bytes.subarray(1, 1 + NAME_BYTES);
  const end = name.indexOf(0);
  return {
    department: name.toString('utf8', 0, end < 0 ? NAME_BYTES : end),
    countedOnly: bytes[0] !== 0,
    children: ChildSet.fromBytes(bytes.subarray(1 + NAME_BYTES)),
  };
}

/**
 * Sealing between processes: JWE (RFC 7516), compact, by ECDH-ES to the register's public key. A set that has not changed
 * is not sealed again. Sealing a million children takes about 1 ms and 170 KB.
 */
export async function sealTo(publicKey: JWK): Promise<Pick<Sealing, 'seal'>> {
  const key = await importJWK(publicKey, ALGORITHM.alg);
  const sealed = new WeakMap<ChildSet, Map<boolean, Promise<string>>>();
  const encrypt = (contribution: Contribution) =>
    new CompactEncrypt(writeContribution(contribution)).setProtectedHeader(ALGORITHM).encrypt(key);
  return {
    seal: (contribution) => {
      const { children, countedOnly } = contribution;
      const known = sealed.get(children) ?? new Map<boolean, Promise<string>>();
      const text = known.get(countedOnly) ?? encrypt(contribution);
      sealed.set(children, known.set(countedOnly, text));
      return text;
    },
  };
}

/** Opens what was sealed to a key; what it opened it keeps for the next question. */
export async function openBy(privateKey: JWK): Promise<Pick<Sealing, 'open'>> {
  const key = await importJWK(privateKey, ALGORITHM.alg);
  const opened = new LRUCache<string, Contribution>({ max: OPENED_KEPT });
  const decrypt = async (sealed: string): Promise<Contribution | null> => {
    try {
      const { plaintext } = await compactDecrypt(sealed, key, {
        keyManagementAlgorithms: [ALGORITHM.alg],
        contentEncryptionAlgorithms: [ALGORITHM.enc],
      });
      return readContribution(plaintext);
    } catch {
      return null;
    }
  };
  return {
    open: async (sealed) => {
      const contribution = opened.get(sealed) ?? (await decrypt(sealed));
      if (contribution !== null) opened.set(sealed, contribution);
      return contribution;
    },
  };
}
