import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { ValueNode } from 'graphql';
import { GraphError } from '../errors/graph-error.ts';
import { isDay } from '../time/day.ts';
import type { Day } from '../time/day.ts';

function invalidDate(what: string, form: string): GraphError {
  return new GraphError('INVALID_DATE', {
    en: `${what} is not a ${form} that exists. Check it and write it that way.`,
    vi: `${what} không phải là ngày giờ hợp lệ theo dạng ${form}. Hãy kiểm tra và nhập lại.`,
  });
}

function readDay(value: unknown): Day {
  if (typeof value === 'string' && isDay(value)) return value;
  throw invalidDate(JSON.stringify(value), 'day YYYY-MM-DD');
}

function readMoment(value: unknown): Date {
  const isIso =
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(value);
  const moment = isIso && isDay(value.slice(0, 10)) ? new Date(value) : null;
  if (moment !== null && !Number.isNaN(moment.getTime())) return moment;
  throw invalidDate(JSON.stringify(value), 'moment YYYY-MM-DDThh:mm:ssZ');
}

function literalText(node: ValueNode): unknown {
  return node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : null;
}

function writeMoment(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  throw new GraphQLError('A DateTime was not a Date.');
}

/**
 * The scalars of the SDL prelude: days stay strings, moments become Date and leave as UTC text. CohortSteps is JSON text,
 * checked by whoever reads it.
 */
export const scalars = {
  Date: new GraphQLScalarType<Day, Day>({
    name: 'Date',
    serialize: readDay,
    parseValue: readDay,
    parseLiteral: (node) => readDay(literalText(node)),
  }),
  DateTime: new GraphQLScalarType<Date, string>({
    name: 'DateTime',
    serialize: writeMoment,
    parseValue: readMoment,
    parseLiteral: (node) => readMoment(literalText(node)),
  }),
  CohortSteps: new GraphQLScalarType<unknown>({ name: 'CohortSteps' }),
};
