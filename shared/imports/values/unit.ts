import type { Reader } from '../column.ts';
import { digits } from './text.ts';

const COMMUNE_DIGITS = 5;

/** A commune by its GSO code (Decision 124/2004/QĐ-TTg), five digits. The register knows which communes there were. */
export const communeCode: Reader<string> = digits(COMMUNE_DIGITS);
