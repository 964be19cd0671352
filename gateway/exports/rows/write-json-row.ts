import { formatChildNumber } from '../../../shared/children/child-number.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { RowMerger } from './row-merger.ts';
import type { Place, RowField, ValueForm } from './row-plan.ts';
import { PLAIN_IN_NUMBER, bytesThat, readBoolean, readNumber, readText } from './stream-values.ts';

const [QUOTE, OPEN, CLOSE, NEWLINE] = [0x22, 0x7b, 0x7d, 0x0a];
const NULL = Buffer.from('null');
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/** In a stream nothing below a space, a quote or a backslash stands for itself in JSON as well. */
const PLAIN = bytesThat((byte) => byte >= 0x20 && byte !== QUOTE && byte !== 0x5c);

type Write = (merger: RowMerger, out: ByteWriter) => void;

function writeNumber({ stream, column }: Place): Write {
  return (merger, out) => {
    const cursor = merger.cursorAt(stream, column);
    if (cursor === null) out.add(NULL);
    else if (
      !out.addPlain(cursor.bytes, cursor.startOf(column), cursor.endOf(column), PLAIN_IN_NUMBER)
    )
      out.addText(String(readNumber(cursor, column)));
  };
}

function writeBoolean({ stream, column }: Place): Write {
  return (merger, out) => {
    const cursor = merger.cursorAt(stream, column);
    if (cursor === null) out.add(NULL);
    else out.add(readBoolean(cursor, column) ? TRUE : FALSE);
  };
}

function writeText({ stream, column }: Place): Write {
  return (merger, out) => {
    const cursor = merger.cursorAt(stream, column);
    if (cursor === null) {
      out.add(NULL);
      return;
    }
    out.addByte(QUOTE);
    if (out.addPlain(cursor.bytes, cursor.startOf(column), cursor.endOf(column), PLAIN))
      out.addByte(QUOTE);
    else out.addText(JSON.stringify(readText(cursor, column)).slice(1));
  };
}

const VALUES: Readonly<Record<ValueForm, (place: Place) => Write>> = {
  NUMBER: writeNumber,
  BOOLEAN: writeBoolean,
  TEXT: writeText,
};

function writeObject(place: Place, fields: readonly RowField[]): Write {
  const write = writeFields(fields);
  return (merger, out) => {
    const cursor = merger.cursorAt(place.stream, place.column);
    if (cursor !== null && readBoolean(cursor, place.column)) write(merger, out);
    else out.add(NULL);
  };
}

function writeField(field: RowField): Write {
  if (field.kind === 'CUT')
    return (_, out) => {
      out.add(NULL);
    };
  if (field.kind === 'NUMBER_OF_CHILD')
    return ({ childNo }, out) => {
      out.addText(`"${formatChildNumber(childNo)}"`);
    };
  return field.kind === 'OBJECT'
    ? writeObject(field.place, field.fields)
    : VALUES[field.form](field.place);
}

function writeFields(fields: readonly RowField[]): Write {
  const parts = fields.map((field, index) => ({
    key: Buffer.from(`${index === 0 ? '' : ','}${JSON.stringify(field.key)}:`),
    write: writeField(field),
  }));
  return (merger, out) => {
    out.addByte(OPEN);
    for (const { key, write } of parts) {
      out.add(key);
      write(merger, out);
    }
    out.addByte(CLOSE);
  };
}

/** Makes what writes the row of a child as a line of NDJSON: as JSON.stringify would, the child's number first. */
export function jsonRowWriter(fields: readonly RowField[]): Write {
  const isNumber = ({ kind }: RowField) => kind === 'NUMBER_OF_CHILD';
  const write = writeFields([
    ...fields.filter(isNumber),
    ...fields.filter((field) => !isNumber(field)),
  ]);
  return (merger, out) => {
    write(merger, out);
    out.addByte(NEWLINE);
  };
}
