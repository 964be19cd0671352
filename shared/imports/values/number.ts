import { Refusal } from '../column.ts';
import type { Reader } from '../column.ts';
import { fromText } from './text.ts';

/** The bounds of a number, both allowed, and its unit. */
export interface Bounds {
  from: number;
  to: number;
  unit: string;
}

/** As people write it in Vietnamese, decimals after a comma. */
function inVietnamese(number: number): string {
  return String(number).replace('.', ',');
}

function within(number: number, { from, to, unit }: Bounds): number | Refusal {
  if (number >= from && number <= to) return number;
  return new Refusal(
    `${inVietnamese(number)} ${unit} là không thể: phải từ ${inVietnamese(from)} đến ${inVietnamese(to)} ${unit}; hãy kiểm tra số và đơn vị.`,
  );
}

/** A number with decimals after a comma or a point; no thousands are set apart. */
export function decimal(bounds: Bounds): Reader<number> {
  return fromText((written) => {
    if (!/^[+-]?\d+([.,]\d+)?$/.test(written))
      return new Refusal(`Phải là một số, ví dụ 12,5, không kèm đơn vị (${bounds.unit}).`);
    return within(Number(written.replace(',', '.')), bounds);
  });
}

/** A number without decimals. */
export function wholeNumber(bounds: Bounds): Reader<number> {
  return fromText((written) => {
    if (!/^[+-]?\d+$/.test(written))
      return new Refusal(`Phải là một số nguyên, không kèm đơn vị (${bounds.unit}).`);
    return within(Number(written), bounds);
  });
}
