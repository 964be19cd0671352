import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Bitmaps are found by where they begin and end, since most are of a page of a list, and no more by their time. Nothing can
 * be recorded while the index is built.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index access_record_bitmap_range on access_record
    using gist (int8range(first_child_no, first_child_no + 8::bigint * octet_length(child_bits))) where child_bits is not null`.execute(
    db,
  );
  await db.schema.dropIndex('access_record_bitmap').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`create index access_record_bitmap on access_record (at desc) where child_bits is not null`.execute(
    db,
  );
  await db.schema.dropIndex('access_record_bitmap_range').execute();
}
