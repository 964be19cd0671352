import type { OpenSubgraph } from '../../shared/subgraph/define-subgraph.ts';
import type { DepartmentClient } from './department-client.ts';

/** Reaches a department that runs in this process. */
export function inProcessClient(department: OpenSubgraph): DepartmentClient {
  return {
    name: department.name,
    send: (request, grant) => department.answer(request, grant),
    rows: (request, grant) => department.rows(request, grant),
    close: () => department.close(),
  };
}
