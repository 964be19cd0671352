import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Sql } from '../../shared/rows/row-topic.ts';
import type { Call } from '../../shared/subgraph/call.ts';
import { sightOf } from './sight.ts';
import type { Tables } from './tables.ts';

/**
 * What `sightOf` says of a viewer, as a condition on `child` and on `home`, its last stay begun by now: whether the child
 * lives in the viewer's units, and is not sealed.
 */
export async function isSeenBy(
  db: Kysely<Tables>,
  { grant, clock }: Pick<Call, 'grant' | 'clock'>,
): Promise<Sql> {
  const { territory, seesSealed } = await sightOf(db, grant.viewer, clock.today());
  const unitIds = sql.lit(JSON.stringify([...(territory?.unitIds ?? [])]));
  const isHere = sql`home.unit_id in (select json_array_elements_text(${unitIds}::json))`;
  const answersForAll = sql.lit(territory?.hasProvince ?? false);
  const livesHere = sql`case when home.unit_id is null then ${answersForAll} else ${isHere} end`;
  if (seesSealed) return livesHere;
  return sql`${livesHere}
    and not exists (select from seal where seal.child_no = child.child_no and unsealed_at is null)`;
}
