import type { ImportSummary } from './import-file.ts';

/** What an import did, in Vietnamese and English; the first line is a sum. */
export function describeSummary(summary: ImportSummary, isDryRun: boolean): string {
  const { read, changed, same, rejected, unlinked, rejectedFile, unknownHeaders } = summary;
  const lines = [
    `đọc ${read} = mới ${summary.new} + sửa ${changed} + giữ nguyên ${same} + từ chối ${rejected}`,
    `read ${read} = new ${summary.new} + changed ${changed} + same ${same} + rejected ${rejected}`,
  ];
  if (unlinked > 0)
    lines.push(
      `${unlinked} dòng chưa gắn với trẻ nào trong sổ / ${unlinked} rows are linked to no child of the register yet`,
    );
  if (unknownHeaders.length > 0)
    lines.push(
      `cột không dùng / columns not used: ${unknownHeaders.map((header) => JSON.stringify(header)).join(', ')}`,
    );
  if (rejectedFile !== null) lines.push(`các dòng bị từ chối / rejected rows: ${rejectedFile}`);
  if (isDryRun) lines.push('chạy thử: chưa ghi gì / dry run: nothing was written');
  return lines.join('\n');
}
