import type { Day } from '../../time/day.ts';
import type { FilledCell } from '../cell.ts';
import { Refusal } from '../column.ts';
import type { Reader } from '../column.ts';
import { inTheFuture, writtenDay } from './day.ts';
import { text } from './text.ts';

const LOCAL = /^(\S+)[ T](\d{1,2})[:h](\d{2})(?::(\d{2})(?:\.\d+)?)?$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
/** Việt Nam has kept this time all year round since 1975. */
const VIETNAM = '+07:00';
const VIETNAM_MILLISECONDS = 7 * 3_600_000;

const FORM = new Refusal(
  'Không phải là thời điểm: hãy ghi ngày và giờ, ví dụ 31/12/2016 14:30 hoặc 2016-12-31T14:30.',
);

function inVietnam(written: string): Date | null {
  const [, date = '', hour = '', minute = '', second = '00'] = LOCAL.exec(written) ?? [];
  const day = writtenDay(date);
  if (day === null) return null;
  return new Date(`${day}T${hour.padStart(2, '0')}:${minute}:${second}${VIETNAM}`);
}

function readMoment(cell: FilledCell): Date | Refusal {
  if (cell instanceof Date) return new Date(cell.getTime() - VIETNAM_MILLISECONDS);
  const written = text()(cell);
  if (written instanceof Refusal) return written;
  const at = WITH_ZONE.test(written) ? new Date(written) : inVietnam(written);
  return at === null || Number.isNaN(at.getTime()) ? FORM : at;
}

/** Day and time, in Việt Nam's time where no zone is said, on `last` at the latest. A date cell holds both. */
export function moment(last: Day): Reader<Date> {
  return (cell) => {
    const at = readMoment(cell);
    if (at instanceof Refusal) return at;
    const day = new Date(at.getTime() + VIETNAM_MILLISECONDS).toISOString().slice(0, 10);
    return day <= last ? at : inTheFuture(day, last);
  };
}
