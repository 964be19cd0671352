import { GraphError } from '../errors/graph-error.ts';

const SERIAL_DIGITS = 10;
const LARGEST_SERIAL = 2 ** 32 - 1;
/** The character code of 0. */
const ZERO = 48;

/** One step of ISO/IEC 7064 MOD 11,10: what the digits so far come to, with one more. */
function withDigit(product: number, digit: number): number {
  const sum = (product + digit) % 10;
  return ((sum === 0 ? 10 : sum) * 2) % 11;
}

/** The check digit of ISO/IEC 7064 MOD 11,10 over a string of decimal digits. */
export function checkDigit(digits: string): number {
  let product = 10;
  for (let place = 0; place < digits.length; place += 1)
    product = withDigit(product, digits.charCodeAt(place) - ZERO);
  return (11 - product) % 10;
}

/**
 * Writes a child's serial (dense, unsigned 32 bits) as the register number that people see:
 * ten digits and one check digit (ISO/IEC 7064 MOD 11,10).
 */
export function formatChildNumber(childNo: number): string {
  const digits = String(childNo).padStart(SERIAL_DIGITS, '0');
  return `${digits}${checkDigit(digits)}`;
}

/** Reads a register number back to its serial, or null where it is mistyped. */
export function readChildNumber(id: string): number | null {
  if (id.length !== SERIAL_DIGITS + 1) return null;
  let serial = 0;
  let product = 10;
  for (let place = 0; place < SERIAL_DIGITS; place += 1) {
    const digit = id.charCodeAt(place) - ZERO;
    if (digit < 0 || digit > 9) return null;
    serial = serial * 10 + digit;
    product = withDigit(product, digit);
  }
  const isRight = (11 - product) % 10 === id.charCodeAt(SERIAL_DIGITS) - ZERO;
  return isRight && serial <= LARGEST_SERIAL ? serial : null;
}

/** Reads a register number given as an argument; throws INVALID_CHILD_NUMBER where it is mistyped. */
export function parseChildNumber(id: string): number {
  const serial = readChildNumber(id);
  if (serial !== null) return serial;
  throw new GraphError('INVALID_CHILD_NUMBER', {
    en: `${JSON.stringify(id)} is not a register number: it has 11 digits, the last one a check digit. Compare it with the document and type it again.`,
    vi: `${JSON.stringify(id)} không phải là số hồ sơ trẻ em: số này có 11 chữ số, chữ số cuối là số kiểm tra. Hãy đối chiếu với giấy tờ và nhập lại.`,
  });
}
