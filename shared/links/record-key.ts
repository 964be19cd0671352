import { z } from 'zod';

const form = z.array(z.string());

/** A record's key as the register keeps it for the department: the texts of its key columns, in their order. */
export function writeRecordKey(values: readonly unknown[]): string {
  return JSON.stringify(values.map(String));
}

/** The texts of a key's columns; null for what is no such key. */
export function readRecordKey(key: string, columns: number): string[] | null {
  try {
    const values = form.parse(JSON.parse(key));
    return values.length === columns ? values : null;
  } catch {
    return null;
  }
}
