import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { SwimmingStandard } from '../tables.ts';

const FILE = path.join(import.meta.dirname, 'standards.csv');

const text = z.string().min(1);
const wholeNumber = z.coerce.number().int().nonnegative();
const yesOrNo = z.stringbool({ truthy: ['true'], falsy: ['false'] });

const standard = z.strictObject({
  code: text,
  name: text,
  swimDistanceMetres: wholeNumber,
  swimTreadingSeconds: wholeNumber,
  safeDistanceMetres: wholeNumber,
  safeTreadingSeconds: wholeNumber,
  safeNeedsSelfRescue: yesOrNo,
  safeNeedsRescueKnowledge: yesOrNo,
  source: text,
  certainty: text,
});

/** The swimming standards in use, from standards.csv: metres and seconds; the only place their thresholds stand. */
export function readSwimmingStandards(): SwimmingStandard[] {
  return z.array(standard).parse(parse(readFileSync(FILE, 'utf8'), { columns: true }));
}
