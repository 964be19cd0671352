import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Message } from '../../shared/errors/graph-error.ts';
import type { Limits } from './limits.ts';

/** What is measured of an operation. */
export type Measure = keyof Limits | 'tokens';

const NAMES: Readonly<Record<Measure, Message>> = {
  tokens: { en: 'its number of tokens', vi: 'số từ tố' },
  depth: { en: 'its depth', vi: 'số tầng lồng nhau' },
  rootFields: { en: 'its number of root fields', vi: 'số trường gốc' },
  aliases: { en: 'its number of aliases', vi: 'số bí danh' },
  directives: { en: 'its number of directives', vi: 'số chỉ thị' },
  fragments: { en: 'its number of fragments', vi: 'số mảnh (fragment)' },
  cost: { en: 'its cost', vi: 'chi phí' },
};

/** OPERATION_TOO_EXPENSIVE, status 400, with the measure, its limit and what was measured. */
export function tooExpensive(measure: Measure, limit: number, measured: number): GraphError {
  const name = NAMES[measure];
  return new GraphError(
    'OPERATION_TOO_EXPENSIVE',
    {
      en: `The operation is too large: ${name.en} is ${measured} and may be ${limit}. Ask for less at a time: fewer fields, or smaller pages.`,
      vi: `Câu hỏi quá lớn: ${name.vi} là ${measured}, tối đa ${limit}. Hãy hỏi ít hơn mỗi lần: bớt trường hoặc lấy trang nhỏ hơn.`,
    },
    { measure, limit, measured, http: { status: 400 } },
  );
}
