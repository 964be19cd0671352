/** `npm run compose`: writes gateway/supergraph.graphql; with `--check` it only tells whether that file is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadDepartments } from '../subgraphs/discover.ts';
import { SUPERGRAPH_FILE, composeSupergraph } from './compose.ts';
import { controlContract } from './control/control-subgraph.ts';

const composed = composeSupergraph([...(await loadDepartments()), controlContract]);

if (!process.argv.includes('--check')) {
  writeFileSync(SUPERGRAPH_FILE, composed);
  process.stdout.write(`gateway/supergraph.graphql is written.\n`);
} else if (readFileSync(SUPERGRAPH_FILE, 'utf8') === composed) {
  process.stdout.write('gateway/supergraph.graphql is as the departments state it.\n');
} else {
  process.stderr.write('gateway/supergraph.graphql is stale: run npm run compose and commit it.\n');
  process.exitCode = 1;
}
