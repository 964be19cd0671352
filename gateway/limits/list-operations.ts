/** `npm run operations`: the trusted operations, what each costs, and the scopes needed to see all of it. */
import { readFileSync } from 'node:fs';
import { runToEnd } from '../../shared/start/run-to-end.ts';
import type { Need } from '../access/need.ts';
import { SUPERGRAPH_FILE } from '../compose.ts';
import { describeOperations } from './describe-operations.ts';
import type { OperationFacts } from './describe-operations.ts';
import { readLimitPolicy } from './limits.ts';
import { readPublished } from '../read-published.ts';

function scopes(need: Need): string {
  if (need === null) return 'none';
  return need.map((set) => set.join(' ') || 'any viewer').join(' or ');
}

function lines({ name, id, cost, need }: OperationFacts): string {
  return `${name}\n  documentId sha256:${id}\n  cost       ${cost}\n  scopes     ${scopes(need)}\n`;
}

await runToEnd(async () => {
  const facts = describeOperations(
    readPublished().manifest,
    readFileSync(SUPERGRAPH_FILE, 'utf8'),
    readLimitPolicy(),
  );
  process.stdout.write(facts.map(lines).join('\n'));
});
