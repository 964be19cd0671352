import { Client } from 'pg';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import type { Graph } from '../harness/start-graph.ts';

const REASON = 'theo đề nghị của cơ quan điều tra';

/** How a seal is put and ended: as the data-protection officer does, or in the database itself. */
export type Way = 'MUTATION' | 'SQL';

async function byMutation(graph: Graph, field: 'sealChild' | 'unsealChild', childNo: number) {
  const officer = { persona: 'data-protection-officer', purpose: 'INSPECTION' };
  const { errors } = await graph.ask(
    `mutation ($id: ID!, $reason: String!) { ${field}(id: $id, reason: $reason) { reason } }`,
    { id: formatChildNumber(childNo), reason: REASON },
    await graph.headersFor(officer),
  );
  if (errors) throw new Error(`${field} failed: ${JSON.stringify(errors)}`);
}

/** Keeps the seals of a graph; `dispose` closes its way to the register. */
export async function keepSeals(graph: Graph) {
  const client = new Client({ connectionString: graph.databaseUrl('registry') });
  await client.connect();
  const sealed = new Set<number>();
  const bySql = {
    put: 'insert into seal (child_no, sealed_by, reason) values ($1, $2, $3)',
    end: `update seal set unsealed_at = now(), unsealed_by = $2, unseal_reason = $3
      where child_no = $1 and unsealed_at is null`,
  };
  const change = async (childNo: number, way: Way, isPut: boolean) => {
    if (way === 'SQL') await client.query(isPut ? bySql.put : bySql.end, [childNo, 'test', REASON]);
    else await byMutation(graph, isPut ? 'sealChild' : 'unsealChild', childNo);
    if (isPut) sealed.add(childNo);
    else sealed.delete(childNo);
  };
  return {
    sealed,
    /** Makes these children, and no others, the sealed ones. */
    seal: async (childNos: readonly number[], way: Way): Promise<void> => {
      for (const childNo of [...sealed])
        if (!childNos.includes(childNo)) await change(childNo, way, false);
      for (const childNo of childNos) if (!sealed.has(childNo)) await change(childNo, way, true);
    },
    dispose: () => client.end(),
  };
}
