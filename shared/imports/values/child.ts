import { readChildNumber } from '../../children/child-number.ts';
import { Refusal } from '../column.ts';
import type { Reader } from '../column.ts';
import { digits } from './text.ts';

const REGISTER_DIGITS = 11;
const PERSONAL_DIGITS = 12;
const readDigits = digits(REGISTER_DIGITS);

/** A register number with its check digit, as the serial it stands for. */
export const childNumber: Reader<number> = (cell) => {
  const written = readDigits(cell);
  if (written instanceof Refusal) return written;
  return (
    readChildNumber(written) ??
    new Refusal(
      `Số hồ sơ trẻ em ${written} sai số kiểm tra (chữ số cuối): hãy đối chiếu với giấy tờ.`,
    )
  );
};

/** A personal identification number: 12 digits, none of them a check digit (Decree 137/2015, article 13). */
export const personalIdNumber: Reader<string> = digits(PERSONAL_DIGITS);
