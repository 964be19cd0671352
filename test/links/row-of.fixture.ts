import { z } from 'zod';
import type { Office } from './office.fixture.ts';

const known = z.object({
  name: z.string(),
  born: z.iso.date(),
  sex: z.enum(['MALE', 'FEMALE']),
  mother: z.string(),
  commune: z.string(),
});

/** A card's row that names a child by all that the register knows, as offices type it. */
export async function rowOf(office: Office, childNo: number, number: string) {
  const [child] = await office.sql(
    'registry',
    `select concat_ws(' ', family_name, middle_name, given_name) as name, date_of_birth::text as born, sex,
       (select full_name from guardian where guardian.child_no = child.child_no and relationship = 'MOTHER') as mother,
       (select code from residence join administrative_unit unit on unit.id = unit_id
        where residence.child_no = child.child_no order by started_on desc limit 1) as commune
     from child where child_no = $1`,
    [childNo],
  );
  const { name, born, sex, mother, commune } = known.parse(child);
  const bare = name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  return { number, name: bare, born, sex: sex === 'MALE' ? 'Nam' : 'Nữ', commune, mother };
}
