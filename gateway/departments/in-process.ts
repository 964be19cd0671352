import type { OpenSubgraph } from '../../shared/subgraph/define-subgraph.ts';
import { Turns } from '../../shared/subgraph/turns.ts';
import { CallBatch } from './call-batch.ts';
import type { DepartmentClient } from './department-client.ts';

/** Reaches a department that runs in this process; calls of equal grants that ask the same go as one. */
export function inProcessClient(department: OpenSubgraph): DepartmentClient {
  const turns = new Turns(
    (grant) => new CallBatch({ one: (request) => department.answer(request, grant) }),
  );
  return {
    name: department.name,
    send: (request, grant, signalOf) => turns.join(grant, (batch) => batch.ask(request, signalOf)),
    rows: (request, grant) => department.rows(request, grant),
    close: () => department.close(),
  };
}
