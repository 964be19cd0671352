/** `npm run schema:usage -- Child.swimming`: who uses a part of the schema, and when last; without one, what is to go. */
import { runToEnd } from '../../shared/start/run-to-end.ts';
import { say } from '../../shared/start/say.ts';
import { readPublished } from '../read-published.ts';
import { readRunningGraph } from './current-schemas.ts';
import { describeDeprecations, describeUsage } from './describe-usage.ts';
import { knownOperations } from './known-operations.ts';
import { readSupergraph } from './supergraph.ts';

await runToEnd(async () => {
  const [coordinate] = process.argv.slice(2);
  const { running, seen, unseen } = await readRunningGraph();
  const { api } = readSupergraph(running);
  const operations = knownOperations(readPublished().manifest.values(), seen, api);
  if (unseen !== null)
    say(`The trusted operations only, as none that were seen are known. ${unseen}\n`);
  say(
    coordinate === undefined
      ? describeDeprecations(api, operations)
      : describeUsage(coordinate, api, operations),
  );
});
