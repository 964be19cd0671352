const MEGABYTE = 1024 * 1024;

/** Sizes beyond which a file is refused while it is read, whatever its headers claim. */
export const LIMITS = {
  /** A text file; 500,000 rows take about 100 MB. */
  textBytes: 1024 * MEGABYTE,
  /** A workbook as it lies on the disk, which is held in memory. */
  workbookBytes: 200 * MEGABYTE,
  /** A workbook's sheet once unpacked; it is read as a stream. */
  sheetBytes: 1024 * MEGABYTE,
  /** Any other part of a workbook once unpacked, such as its list of texts; these are held in memory. */
  partBytes: 96 * MEGABYTE,
  /** Parts of a workbook; real ones have a few dozen. */
  parts: 2_000,
  /** One row of a text file. */
  rowBytes: MEGABYTE,
  /** Cells of one row. */
  cells: 500,
} as const;
