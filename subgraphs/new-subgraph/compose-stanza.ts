import { StartProblem } from '../../shared/start/start-problem.ts';
import type { Names } from './names.ts';

const GATEWAY = '\n  gateway:\n';

function stanza({ name }: Names): string {
  return `
  ${name}:
    <<: *department
    command: ['npm', 'run', 'start:department', '--', '${name}']
    environment:
      <<: [*settings, *department-seal-key]
      DATABASE_URL: postgres://${name}:demo-${name}@postgres:5432/${name}
      DEPARTMENT_KEY: demo-key-of-${name}-for-trying-on-one-machine
`;
}

/** The compose file with a department's service in it, before the gateway's. Throws StartProblem where that is not found. */
export function withStanza(composeFile: string, names: Names): string {
  const place = composeFile.indexOf(GATEWAY);
  if (place < 0)
    throw new StartProblem('docker-compose.yml has no service "gateway": put it back first.');
  return composeFile.slice(0, place) + stanza(names) + composeFile.slice(place);
}
