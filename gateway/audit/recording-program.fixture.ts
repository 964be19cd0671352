/**
 * Records accesses as fast as it can until it is killed, and prints each one's request id once it is durable:
 * `node --import tsx <this file> <databaseUrl> <folder> <gateway> <run>`.
 */
import { writeSync } from 'node:fs';
import path from 'node:path';
import { createTrail } from './trail.ts';

const [databaseUrl = '', folder = '', gateway = '', run = ''] = process.argv.slice(2);

const trail = await createTrail({
  databaseUrl,
  gateway,
  heads: path.join(folder, 'heads'),
  keys: path.join(folder, 'keys'),
});

let count = 0;

async function recordOn(): Promise<never> {
  for (;;) {
    count += 1;
    const requestId = `${run}-${count}`;
    await trail.record({
      requestId,
      subject: 'officer-1',
      role: 'district-officer',
      client: 'casework',
      units: ['288'],
      purpose: 'SERVICE_DELIVERY',
      caseReference: null,
      reason: null,
      operationName: 'Profile',
      operationHash: null,
      fields: ['Child.fullName'],
      childNos: [count],
      departments: { registry: 'ANSWERED' },
      recordCount: null,
      emergencyIds: [],
      outcome: 'ANSWERED',
      code: null,
    });
    writeSync(1, `${requestId}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, recordOn));
