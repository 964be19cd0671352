import type { DemoProvince } from '../shared/demo-province/demo-child.ts';
import { showProgress } from '../shared/progress/progress.ts';
import type { Progress } from '../shared/progress/progress.ts';
import type { OpenSubgraph } from '../shared/subgraph/define-subgraph.ts';

/** Adds up what the departments have done; shown from the first child on, so not at all when nothing is to do. */
function sharedProgress(departments: number, children: number) {
  const done = new Map<string, number>();
  let progress: Progress | null = null;
  return {
    update: (department: string, count: number) => {
      done.set(department, count);
      progress ??= showProgress(
        'filling the demo province',
        departments * children,
        'records of children',
      );
      progress.update([...done.values()].reduce((sum, part) => sum + part, 0));
    },
    end: () => {
      progress?.end();
    },
  };
}

/**
 * Fills each department's part of the demo province, all at once, where it holds no records yet. Each part is one
 * transaction, so a run that is killed leaves a department filled or empty.
 */
export async function fillDemoProvince(
  departments: readonly OpenSubgraph[],
  province: DemoProvince,
): Promise<void> {
  const progress = sharedProgress(departments.length, province.children);
  const fill = (department: OpenSubgraph) =>
    department.fillDemo(province, (children) => {
      progress.update(department.name, children);
    });
  try {
    await Promise.all(departments.map(fill));
  } finally {
    progress.end();
  }
}
