import fc from 'fast-check';

/** A criterion as the graph is asked it, and as SQL finds the children who meet it; $1 is the day it is judged on. */
export interface TriedCriterion {
  field: string;
  department: string;
  /** As a GraphQL literal. */
  where: string;
  sql: string;
  values: unknown[];
  /** Whether the children outside the SQL's answer are meant. */
  not: boolean;
}

/** A day that a cohort is judged on. */
export const day = fc
  .date({ min: new Date('2019-01-01'), max: new Date('2022-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
/** Two days, the earlier first. */
export const period = fc.tuple(day, day).map((days) => days.toSorted());
export const flag = fc.boolean();

/** Makes criteria of one field. */
export function criterion(department: string, field: string) {
  return (where: string, sql: string, values: unknown[] = [], not = false): TriedCriterion => ({
    field,
    department,
    where,
    sql,
    values,
    not,
  });
}
