import type { Importer } from './describe.ts';
import { hasHeader } from './header.ts';
import { ImportRefused } from './import-refused.ts';
import { readFirstRows } from './read/read-rows.ts';
import type { RecordKind } from './record-kind.ts';

async function findKind(file: string, departments: readonly Importer[]) {
  for (const { name, imports } of departments)
    for (const kind of imports) {
      const { columns } = kind;
      if (hasHeader(columns, await readFirstRows(file, columns))) return { department: name, kind };
    }
  return null;
}

function refuse(department: string, { name, title }: RecordKind, error: ImportRefused) {
  const command = `npm run import -- ${department} ${name}`;
  return new ImportRefused(
    'WRONG_RECORD_KIND',
    {
      vi: `Đây là tệp ${title.vi} (${department}), không phải loại hồ sơ đã chọn: hãy dùng ${command}, hoặc chọn tệp khác.`,
      en: `This is a file of ${title.en} (${department}), not of the kind that was chosen: use ${command}, or choose another file.`,
    },
    { cause: error },
  );
}

/** Where a header was missing since the file is another department's or of another kind, says which; else the error. */
export async function explainWrongKind(
  error: unknown,
  file: string,
  departments: readonly Importer[],
): Promise<unknown> {
  if (!(error instanceof ImportRefused) || error.code !== 'HEADER_MISSING') return error;
  const found = await findKind(file, departments);
  return found === null ? error : refuse(found.department, found.kind, error);
}
