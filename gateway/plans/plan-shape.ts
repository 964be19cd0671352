import { z } from 'zod';
import { isDay } from '../../shared/time/day.ts';

const COMPARATORS = ['>', '>=', '<=', '=', '<', '< baseline', '> baseline'] as const;

const text = z
  .string('must be text')
  .min(1, 'must say something')
  .refine((value) => value === value.normalize('NFC'), 'must be in Unicode NFC');
const localised = z.strictObject({ vi: text, en: text });
const day = z
  .string('must be a day')
  .refine(isDay, 'must be a day that exists, written YYYY-MM-DD');
const id = (example: RegExp, rule: string) => z.string(rule).regex(example, rule);

const period = z
  .strictObject({
    id: z.enum(['six-month', 'annual'], 'must be six-month or annual'),
    title: localised,
    from: day,
    to: day,
    /** The day as of which a report judges. */
    cutOff: day,
    due: z.array(z.strictObject({ before: day, duty: z.string() })),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'ends before it begins' })
  .refine(({ from, cutOff }) => from <= cutOff, {
    path: ['cutOff'],
    error: 'comes before the period begins',
  });

const common = {
  id: id(/^[A-Z]{2}-\d{2}$/, 'must look like HD-01'),
  title: localised,
  /** The clause as the plan has it. */
  quote: text,
  /** What the number is of: per cent, per 100,000 children, or a plain number. */
  unit: z.enum(['PERCENT', 'PER_100000', 'COUNT'], 'must be PERCENT, PER_100000 or COUNT'),
  owner: localised,
  /** The first one counts; the others stand beside it, unless `judgedBy` is ALL. */
  indicators: z.array(z.string()).min(1).optional(),
  judgedBy: z.enum(['FIRST', 'ALL']).default('FIRST'),
  /** Why the graph has no figure; it can be entered by hand. */
  notComputable: localised.optional(),
  note: localised.optional(),
};

const target = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...common,
      kind: z.literal('NUMERIC'),
      comparator: z.enum(
        ['>', '>=', '<=', '=', '<'],
        `is an unknown comparator; there are ${COMPARATORS.join(', ')}`,
      ),
      /** A decimal number, kept as written so that it stays exact. */
      target: id(/^\d+(\.\d+)?$/, 'must be a decimal number in quotes, such as "99.6"'),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('TREND'),
      /** Lower or higher than in the same period of the year before. */
      comparator: z.enum(
        ['< baseline', '> baseline'],
        `is an unknown comparator; there are ${COMPARATORS.join(', ')}`,
      ),
    }),
  ])
  .refine(
    ({ indicators, notComputable }) => (indicators === undefined) !== (notComputable === undefined),
    { error: 'must have either indicators or notComputable' },
  );

const duty = z.strictObject({
  id: common.id,
  title: localised,
  quote: text,
  owner: localised,
  when: localised,
  due: day.nullable(),
});

/** A plan as its file holds it. */
export const planShape = z.strictObject({
  id: id(/^[a-z-]+-\d{4}$/, 'must look like hai-duong-2022'),
  /** Number of the document; null where it is not known. */
  number: text.nullable(),
  issuedOn: day.nullable(),
  title: localised,
  province: text,
  /** GSO code of the province, as valid in the plan's year. */
  unit: id(/^\d{2}$/, 'must be a GSO province code of two digits'),
  year: z.int(),
  periods: z.array(period).min(1),
  targets: z.array(target),
  duties: z.array(duty),
});

export type Plan = z.infer<typeof planShape>;
export type Period = Plan['periods'][number];
export type Target = Plan['targets'][number];
export type Duty = Plan['duties'][number];
export type Unit = Target['unit'];
