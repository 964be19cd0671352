import type { Kysely, Selectable } from 'kysely';
import type { FigureTable, Tables } from './tables.ts';

export type Figure = Selectable<FigureTable>;

/** What a figure is of. */
export type FigurePlace = Pick<Figure, 'plan' | 'target' | 'period' | 'unit'>;

/** Enters a figure. Those entered before for the same place are kept, and count no more. */
export function enterFigure(
  db: Kysely<Tables>,
  figure: FigurePlace & Pick<Figure, 'numerator' | 'denominator' | 'note' | 'enteredBy'>,
): Promise<Figure> {
  return db.insertInto('figure').values(figure).returningAll().executeTakeFirstOrThrow();
}

/** The latest figure of a place; null where none was entered. */
export async function findFigure(
  db: Kysely<Tables>,
  { plan, target, period, unit }: FigurePlace,
): Promise<Figure | null> {
  const found = await db
    .selectFrom('figure')
    .selectAll()
    .where('plan', '=', plan)
    .where('target', '=', target)
    .where('period', '=', period)
    .where('unit', '=', unit)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found ?? null;
}
