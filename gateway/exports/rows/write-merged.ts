import { Readable } from 'node:stream';
import { BYTE_ORDER_MARK, csvLines } from '../../../shared/tables/csv.ts';
import type { TableValue } from '../../../shared/tables/csv.ts';
import type { ExportOperation } from '../export-operation.ts';
import { headerOf, sheetOf } from '../write-rows.ts';
import type { ExportFormat } from '../write-rows.ts';
import { ByteWriter } from './byte-writer.ts';
import type { RowMerger } from './row-merger.ts';
import type { RowField, RowPlan } from './row-plan.ts';
import { fieldAt } from './row-planner.ts';
import { csvRowWriter, valuesOf } from './write-csv-row.ts';
import { jsonRowWriter } from './write-json-row.ts';

type WriteRow = (merger: RowMerger, out: ByteWriter) => void;

async function* pieces(merger: RowMerger, writeRow: WriteRow, head = ''): AsyncGenerator<Buffer> {
  const out = new ByteWriter();
  out.addText(head);
  do {
    while (merger.step()) {
      writeRow(merger, out);
      if (out.isFull) yield out.take();
    }
  } while (await merger.more());
  yield out.take();
}

async function* values(
  merger: RowMerger,
  cells: Parameters<typeof valuesOf>[0],
): AsyncGenerator<TableValue[]> {
  do while (merger.step()) yield valuesOf(cells, merger);
  while (await merger.more());
}

function cellsOf({ columns }: ExportOperation, { fields }: RowPlan) {
  const found = columns.map((path) => fieldAt(fields, path));
  return found.filter(
    (field): field is Exclude<RowField, { kind: 'OBJECT' }> =>
      field !== null && field.kind !== 'OBJECT',
  );
}

/** Writes children as their rows come, in the same bytes as `writeRows` would. */
export function writeMerged(
  format: ExportFormat,
  operation: ExportOperation,
  plan: RowPlan,
  merger: RowMerger,
): Readable {
  if (format === 'ndjson') return Readable.from(pieces(merger, jsonRowWriter(plan.fields)));
  const cells = cellsOf(operation, plan);
  if (format === 'xlsx') return Readable.from(sheetOf(operation, values(merger, cells)));
  const head = BYTE_ORDER_MARK + csvLines([headerOf(operation)]);
  return Readable.from(pieces(merger, csvRowWriter(cells), head));
}
