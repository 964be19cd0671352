import { isDay } from '../../time/day.ts';
import type { Day } from '../../time/day.ts';
import type { FilledCell } from '../cell.ts';
import { Refusal } from '../column.ts';
import type { Reader } from '../column.ts';
import { text } from './text.ts';

const VIETNAMESE = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const MIDNIGHT = /[T ]00:00(:00(\.0+)?)?Z?$/;
const EARLIEST: Day = '1900-01-01';

const FORM = new Refusal(
  'Không phải là ngày: hãy ghi theo dạng 31/12/2016 hoặc 2016-12-31, đủ bốn chữ số của năm.',
);

function twoDigits(written: string): string {
  return written.padStart(2, '0');
}

/** The day that is written, day before month or in ISO 8601; null where it is none that exists. */
export function writtenDay(written: string): Day | null {
  const [, date = '', month = '', year = ''] = VIETNAMESE.exec(written) ?? [];
  const day = ISO.test(written) ? written : `${year}-${twoDigits(month)}-${twoDigits(date)}`;
  return isDay(day) ? day : null;
}

/** A day as Vietnamese papers write it. */
export function showDay(day: Day): string {
  return day.split('-').reverse().join('/');
}

function readDay(cell: FilledCell): Day | Refusal {
  if (cell instanceof Date) {
    const day = Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
    return isDay(day) ? day : FORM;
  }
  if (typeof cell === 'number')
    return new Refusal('Ô này là số, không phải ngày: hãy định dạng ô là Ngày rồi ghi lại.');
  const written = text()(cell);
  if (written instanceof Refusal) return written;
  return writtenDay(written.replace(MIDNIGHT, '')) ?? FORM;
}

/** A day from 1900 on, and not after `last` where that is given: 31/12/2016, 2016-12-31 or a date cell. */
export function day(last?: Day): Reader<Day> {
  return (cell) => {
    const read = readDay(cell);
    if (read instanceof Refusal) return read;
    if (read < EARLIEST) return new Refusal('Ngày quá xa: phải từ năm 1900 trở đi.');
    return last === undefined || read <= last ? read : inTheFuture(read, last);
  };
}

/** What is said of a day that has not come. */
export function inTheFuture(read: Day, last: Day): Refusal {
  return new Refusal(
    `Ngày ${showDay(read)} còn ở tương lai (ngày được tính là hôm nay: ${showDay(last)}): hãy kiểm tra lại.`,
  );
}
