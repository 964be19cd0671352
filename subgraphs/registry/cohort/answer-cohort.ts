import type { CohortValue } from '../../../shared/cohort/narrow.ts';
import type { PageArguments } from '../../../shared/graphql/connection.ts';
import { GraphError } from '../../../shared/errors/graph-error.ts';
import type { CohortChildConnectionSource, Context } from '../loaders.ts';
import type { UnitLevel } from '../schema.types.ts';
import { membersOf } from './cohort-members.ts';
import type { CohortMembers } from './cohort-members.ts';
import { countByAge, countByEthnicity, countBySex, countByUnit } from './count-cohort.ts';
import type { GroupCount } from './count-cohort.ts';
import { atHomeIn, pageOfSet } from './list-children.ts';
import { presentCounts } from './present-counts.ts';

const known = new WeakMap<CohortValue, Promise<CohortMembers | null>>();

/** Who is in a cohort, worked out once however many of its fields are asked for. */
function members(cohort: CohortValue, context: Context): Promise<CohortMembers | null> {
  const found = known.get(cohort) ?? membersOf(cohort, context);
  known.set(cohort, found);
  return found;
}

async function total(cohort: CohortValue, context: Context) {
  const found = await members(cohort, context);
  return found === null ? null : presentCounts(context.grant, [found.children.size])[0];
}

/** A table of a cohort as its viewer may see it; `count` makes it. */
async function table<Group>(
  cohort: CohortValue,
  context: Context,
  count: (found: CohortMembers) => GroupCount<Group>[],
) {
  const found = await members(cohort, context);
  if (found === null) return null;
  const rows = count(found);
  const shown = presentCounts(
    context.grant,
    rows.map((row) => row.count),
  );
  return rows.map(({ group }, index) => ({
    group,
    count: shown[index]?.count ?? null,
    suppressed: shown[index]?.suppressed ?? true,
  }));
}

function countedOnly(): GraphError {
  return new GraphError('UNAUTHORIZED_FIELD', {
    en: 'This cohort was narrowed by records that you may count but not see of a child, so its children are not listed. Ask for count, or leave that step out.',
    vi: 'Nhóm trẻ này được lọc theo hồ sơ mà bạn chỉ được đếm, không được xem từng trẻ, nên không có danh sách. Hãy hỏi count hoặc bỏ bước lọc đó.',
  });
}

async function list(
  cohort: CohortValue,
  page: PageArguments,
  context: Context,
): Promise<CohortChildConnectionSource | null> {
  const found = await members(cohort, context);
  const { territory } = await context.loaders.sight();
  if (found === null || territory === null) return null;
  if (found.countedOnly) throw countedOnly();
  const open = atHomeIn(territory, context.clock.today(), context.cohorts.database);
  return pageOfSet(found.children.and(open), page);
}

/** What the register answers of a cohort. */
export const answerCohort = {
  count: async (cohort: CohortValue, _: object, context: Context) =>
    (await total(cohort, context))?.count ?? null,
  suppressed: async (cohort: CohortValue, _: object, context: Context) =>
    (await total(cohort, context))?.suppressed ?? null,
  bySex: async (cohort: CohortValue, _: object, context: Context) => {
    const rows = await table(cohort, context, ({ children }) =>
      countBySex(children, context.cohorts.database),
    );
    return rows?.map(({ group: sex, ...row }) => ({ sex, ...row })) ?? null;
  },
  byAge: async (cohort: CohortValue, _: object, context: Context) => {
    const rows = await table(cohort, context, ({ children }) =>
      countByAge(children, cohort.asOf, context.cohorts.database),
    );
    return rows?.map(({ group: age, ...row }) => ({ age, ...row })) ?? null;
  },
  byEthnicity: async (cohort: CohortValue, _: object, context: Context) => {
    const rows = await table(cohort, context, ({ children }) =>
      countByEthnicity(children, context.cohorts.database),
    );
    return rows?.map(({ group: ethnicity, ...row }) => ({ ethnicity, ...row })) ?? null;
  },
  byUnit: async (cohort: CohortValue, { level }: { level: UnitLevel }, context: Context) => {
    const { asOf } = cohort;
    const rows = await table(cohort, context, ({ children, scope }) =>
      countByUnit(children, { scope, level, asOf }, context.cohorts.database),
    );
    return rows?.map(({ group: unit, ...row }) => ({ unit, ...row })) ?? null;
  },
  children: (cohort: CohortValue, page: PageArguments, context: Context) =>
    list(cohort, page, context),
};
