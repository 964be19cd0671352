import { z } from 'zod';
import type { Codes, Column } from './column.ts';
import { RecordColumns } from './record-columns.ts';
import type { ColumnData } from './record-columns.ts';
import type { Facts } from './facts.ts';

const FORM = 1;
const LENGTH_BYTES = 4;

const headerShape = z.object({
  form: z.literal(FORM),
  starts: z.number(),
  rows: z.number(),
  columns: z.array(
    z.object({
      name: z.string(),
      width: z.union([z.literal(2), z.literal(4)]),
      values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  ),
});
type Header = z.infer<typeof headerShape>;

function bytesOf(array: Codes): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Writes columns as bytes: the length of a JSON header, the header, then the arrays it names, little-endian. */
export function writeColumns({ starts, columns }: ColumnData): Buffer {
  const header: Header = {
    form: FORM,
    starts: starts.length,
    rows: starts.at(-1) ?? 0,
    columns: [...columns].map(([name, { codes, values }]) => ({
      name,
      width: codes instanceof Uint16Array ? 2 : 4,
      values: [...values],
    })),
  };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(text.length);
  return Buffer.concat([
    length,
    text,
    bytesOf(starts),
    ...[...columns.values()].map(({ codes }) => bytesOf(codes)),
  ]);
}

function readHeader(bytes: Buffer): { header: Header; end: number } | null {
  try {
    const end = LENGTH_BYTES + bytes.readUInt32LE();
    return {
      header: headerShape.parse(JSON.parse(bytes.toString('utf8', LENGTH_BYTES, end))),
      end,
    };
  } catch {
    return null;
  }
}

function sizeOf({ starts, rows, columns }: Header): number {
  return columns.reduce((size, { width }) => size + width * rows, 4 * starts);
}

/** A copy, since an array of numbers must begin at a multiple of its width. */
function bufferAt(bytes: Buffer, from: number, length: number): ArrayBuffer {
  const buffer = new ArrayBuffer(length);
  new Uint8Array(buffer).set(bytes.subarray(from, from + length));
  return buffer;
}

function readColumn(bytes: Buffer, from: number, rows: number, width: 2 | 4): Codes {
  const buffer = bufferAt(bytes, from, rows * width);
  return width === 2 ? new Uint16Array(buffer) : new Uint32Array(buffer);
}

/** Reads what `writeColumns` wrote; null where it is something else, or columns of other facts than the blank's. */
export function readColumns<Row extends Facts>(
  blank: Row,
  bytes: Buffer,
): RecordColumns<Row> | null {
  const read = readHeader(bytes);
  if (read === null || bytes.length !== read.end + sizeOf(read.header)) return null;
  const { header, end } = read;
  const names = header.columns.map(({ name }) => name);
  if (names.join() !== Object.keys(blank).join()) return null;
  const columns = new Map<string, Column>();
  let from = end + 4 * header.starts;
  for (const { name, width, values } of header.columns) {
    columns.set(name, { values, codes: readColumn(bytes, from, header.rows, width) });
    from += width * header.rows;
  }
  const starts = new Uint32Array(bufferAt(bytes, end, 4 * header.starts));
  return new RecordColumns(blank, { starts, columns });
}
