import { Client } from 'pg';

/** Register serials of some children that everybody can be asked for, drawn at random but the same in every run. */
export async function sampleChildren(joinedUrl: string, count: number): Promise<number[]> {
  const client = new Client({ connectionString: joinedUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ child_no: string }>(
      `select child_no from registry.child
       where merged_into is null and not exists (select from registry.seal where seal.child_no = child.child_no)
       order by hashint8(child_no) limit $1`,
      [count],
    );
    return rows.map(({ child_no }) => Number(child_no));
  } finally {
    await client.end();
  }
}
