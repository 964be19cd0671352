import { readFileSync } from 'node:fs';
import path from 'node:path';

type Name = 'authority' | 'other-authority' | 'department' | 'past-department' | 'gateway';

/** The path of a certificate made for tests (test-certificates/README.md), or of its key. */
export function testCertificate(name: Name, kind: '' | '.key' = ''): string {
  return path.join(import.meta.dirname, 'test-certificates', `${name}${kind}.pem`);
}

function read(name: Name, kind: '' | '.key' = ''): string {
  return readFileSync(testCertificate(name, kind), 'utf8');
}

/** What each end holds: the department proves who it is, the gateway too where it is asked. */
export const testTls = {
  department: { cert: read('department'), key: read('department', '.key') },
  gateway: { cert: read('gateway'), key: read('gateway', '.key') },
  authority: { ca: read('authority') },
  otherAuthority: { ca: read('other-authority') },
};
