import type { DepartmentClient } from '../../gateway/departments/department-client.ts';

/** Ways for a department to fail. */
export type Fault =
  | { kind: 'REFUSE' }
  | { kind: 'HANG' }
  | { kind: 'SLOW'; milliseconds: number }
  | { kind: 'ANSWER'; answer: unknown };

/** What the harness knows of the calls to one department, and how it makes them fail. */
export interface Switchboard {
  /** Calls the gateway made. */
  calls: number;
  /** The SQL it ran, but for the state of its data, which it asks at most every few seconds. */
  statements: string[];
  fault: Fault | null;
}

function refuse(): Promise<never> {
  return Promise.reject(
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:4999'), { code: 'ECONNREFUSED' }),
  );
}

/** Puts a switchboard before a department: it counts calls and fails them as told. */
export function withSwitchboard(client: DepartmentClient, board: Switchboard): DepartmentClient {
  return {
    ...client,
    send: async (request, grant, signal) => {
      board.calls += 1;
      const { fault } = board;
      if (fault?.kind === 'REFUSE') return refuse();
      if (fault?.kind === 'HANG') return new Promise(() => undefined);
      if (fault?.kind === 'ANSWER') return fault.answer;
      if (fault?.kind === 'SLOW')
        await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
      return client.send(request, grant, signal);
    },
  };
}
