import { z } from 'zod';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Day } from '../../shared/time/day.ts';
import type { Ask, Question } from './ask.ts';

const QUESTION: Question = {
  operationName: 'ReportUnit',
  text: `query ReportUnit($code: ID!, $on: Date!) {
  administrativeUnit(code: $code, on: $on) {
    code
    name
    parent {
      code
      parent {
        code
      }
    }
  }
}`,
};

const named = z.object({ code: z.string(), name: z.string() });
const answered = z.object({ administrativeUnit: z.unknown() });

/** A unit that a report can be for. */
export interface ReportUnit {
  code: string;
  name: string;
  /** Its own code and those of the units above it, the nearest first. */
  line: readonly string[];
}

function lineOf(unit: unknown): string[] {
  const code = named.partial().safeParse(unit).data?.code;
  if (code === undefined) return [];
  const parent = z.object({ parent: z.unknown() }).safeParse(unit).data?.parent;
  return [code, ...lineOf(parent)];
}

function unknownUnit(code: string, on: Day, viewerUnits: readonly string[]): GraphError {
  const said = code.slice(0, 20);
  const units = viewerUnits.join(', ');
  return new GraphError(
    'UNKNOWN_UNIT',
    {
      en: `No administrative unit has the code "${said}" on ${on}. Your units are ${units}; give one of them or a unit within.`,
      vi: `Không có đơn vị hành chính nào mang mã "${said}" vào ngày ${on}. Đơn vị của bạn: ${units}; hãy chọn một trong số đó hoặc đơn vị trực thuộc.`,
    },
    { unit: said, units: viewerUnits, http: { status: 404 } },
  );
}

function beyond({ code }: ReportUnit, units: readonly string[]): GraphError {
  return new GraphError(
    'INVALID_ARGUMENT',
    {
      en: `Unit ${code} reaches beyond your units (${units.join(', ')}). Ask for one of them or a unit within, by ?unit=.`,
      vi: `Đơn vị ${code} vượt ngoài phạm vi của bạn (${units.join(', ')}). Hãy chọn đơn vị trong phạm vi đó bằng ?unit=.`,
    },
    { unit: code, units, http: { status: 400 } },
  );
}

/**
 * The unit that a code meant on a day. Throws UNKNOWN_UNIT (404) where it meant none, INVALID_ARGUMENT (400) where it is
 * not within the viewer's units.
 */
export async function findUnit(
  code: string,
  on: Day,
  viewerUnits: readonly string[],
  ask: Ask,
): Promise<ReportUnit> {
  const { data } = await ask(QUESTION, { code, on });
  const unit = answered.safeParse(data).data?.administrativeUnit;
  const { success, data: found } = named.safeParse(unit);
  if (!success) throw unknownUnit(code, on, viewerUnits);
  const reportUnit = { code: found.code, name: found.name, line: lineOf(unit) };
  if (!reportUnit.line.some((each) => viewerUnits.includes(each)))
    throw beyond(reportUnit, viewerUnits);
  return reportUnit;
}
