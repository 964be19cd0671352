import type { Message } from '../../shared/errors/graph-error.ts';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Day } from '../../shared/time/day.ts';
import type { Loaders } from './loaders.ts';
import type { AdministrativeUnitRow } from './tables.ts';
import type { UnitOnDay } from './unit-on-day.ts';

const CODE_FORM = /^(\d{2}|\d{3}|\d{5})$/;

function neverWas(code: string): GraphError {
  const asked = JSON.stringify(code);
  return new GraphError('UNKNOWN_UNIT', {
    en: `${asked} never was the code of an administrative unit on record. Take the code (2, 3 or 5 digits) from the General Statistics Office's list.`,
    vi: `${asked} chưa từng là mã đơn vị hành chính trong danh mục. Hãy lấy mã (2, 3 hoặc 5 chữ số) từ danh mục của Tổng cục Thống kê.`,
  });
}

function periodOf({ name, validFrom, validTo }: AdministrativeUnitRow): Message {
  return {
    en: [name, validFrom && `from ${validFrom}`, validTo && `to ${validTo}`]
      .filter(Boolean)
      .join(' '),
    vi: [name, validFrom && `từ ${validFrom}`, validTo && `đến ${validTo}`]
      .filter(Boolean)
      .join(' '),
  };
}

function becomeOf(successors: AdministrativeUnitRow[]): Message {
  const names = successors.map(({ code, name }) => `${code} ${name}`).join(', ');
  if (names === '') return { en: '', vi: '' };
  return { en: ` It was succeeded by ${names}.`, vi: ` Đơn vị kế tục: ${names}.` };
}

function notThen(
  code: string,
  on: Day,
  versions: AdministrativeUnitRow[],
  successors: AdministrativeUnitRow[],
): GraphError {
  const periods = versions.map(periodOf);
  const became = becomeOf(successors);
  return new GraphError('UNKNOWN_UNIT', {
    en: `No administrative unit had the code ${code} on ${on}. It meant ${periods.map(({ en }) => en).join('; ')}.${became.en} Ask for a day on which the code was in force, or for another unit.`,
    vi: `Không có đơn vị hành chính nào mang mã ${code} vào ngày ${on}. Mã này từng chỉ ${periods.map(({ vi }) => vi).join('; ')}.${became.vi} Hãy hỏi theo ngày mã còn hiệu lực hoặc hỏi đơn vị khác.`,
  });
}

/** The unit a code means on a day; throws UNKNOWN_UNIT, which says when the code was in force and what came after. */
export async function findUnit(loaders: Loaders, code: string, onDate: Day): Promise<UnitOnDay> {
  if (!CODE_FORM.test(code)) throw neverWas(code);
  const unit = await loaders.unitOnDay.load({ code, onDate });
  if (unit !== null) return unit;
  const versions = await loaders.versions.load(code);
  const ended = versions.filter(({ validTo }) => validTo !== null && validTo < onDate).at(-1);
  if (versions.length === 0) throw neverWas(code);
  throw notThen(
    code,
    onDate,
    versions,
    ended === undefined ? [] : await loaders.successors.load(ended.id),
  );
}
