import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readAccessTable } from '../../../gateway/access/access-table.ts';
import { readProtections } from '../../../gateway/access/protections.ts';
import { composeSupergraph } from '../../../gateway/compose.ts';
import { runProgram } from '../measure/run-program.ts';
import type { RunningProgram } from '../measure/run-program.ts';
import { logFileOf } from './contestant.ts';
import type { Ground } from './contestant.ts';

const PROGRAMS = path.join(import.meta.dirname, '../programs');

/** Five subgraphs that routers other than ours ask. */
export interface Subgraphs {
  programs: readonly RunningProgram[];
  /** The composed supergraph with their addresses, without protections, which default routers refuse or skip. */
  supergraphFile: string;
}

function departmentsOf({ province }: Ground) {
  return province.departments.filter(({ database }) => database === 'OWN');
}

function writeSupergraph(ground: Ground, name: string, urls: ReadonlyMap<string, string>): string {
  const sdl = readProtections(composeSupergraph(departmentsOf(ground))).withoutProtections;
  const addressed = [...urls].reduce(
    (text, [department, url]) => text.replaceAll(`http://${department}:4001/graphql`, url),
    sdl,
  );
  const file = path.join(ground.folder, `${name}.graphql`);
  writeFileSync(file, addressed);
  return file;
}

/** Starts a process for each department that runs `program`; `name` tells them from others of the same departments. */
export async function startSubgraphs(
  ground: Ground,
  name: string,
  program: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Subgraphs> {
  const departments = departmentsOf(ground);
  const scopes = [...readAccessTable(composeSupergraph(departments)).scopes];
  const started = await Promise.all(
    departments.map(async (department): Promise<[string, RunningProgram]> => {
      const running = await runProgram(
        {
          name: `${name} ${department.name}`,
          args: ['--import', 'tsx', path.join(PROGRAMS, program)],
          settings: {
            name: department.name,
            url: ground.province.databases.urls.get(department.name) ?? '',
            scopes,
            ...more,
          },
          logFile: logFileOf(ground, `${name}-${department.name}`),
        },
        ground.running,
      );
      return [department.name, running];
    }),
  );
  const urls = new Map(started.map(([department, { url }]) => [department, url]));
  return {
    programs: started.map(([, running]) => running),
    supergraphFile: writeSupergraph(ground, name, urls),
  };
}
