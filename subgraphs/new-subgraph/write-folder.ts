import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';
import type { Names } from './names.ts';

const TEMPLATE = path.join(import.meta.dirname, 'template');
const SUFFIX = '.template';
const STYLE = { singleQuote: true, printWidth: 100 };
const MINUTE = 60_000;

/** The migrations run in the order of their names; each begins with the minute it was written in. */
const MIGRATIONS = ['migrations/records.ts', 'migrations/cohort-change-log.ts'];

function addressIn(file: string, now: Date): string {
  const place = MIGRATIONS.indexOf(file);
  if (place < 0) return file;
  const minute = new Date(now.getTime() + place * MINUTE).toISOString();
  const stamp = minute.slice(0, 16).replaceAll(/[-:]/g, '');
  return path.join('migrations', `${stamp}-${path.basename(file)}`);
}

function fillIn(text: string, { name, topic }: Names): string {
  return text
    .replaceAll('__name__', name)
    .replaceAll('__Topic__', topic)
    .replaceAll('__NAME__', name.toUpperCase());
}

/** Writes a department's folder from the template, and answers the files' paths in it. */
export async function writeFolder(folder: string, names: Names, now: Date): Promise<string[]> {
  const entries = await readdir(TEMPLATE, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(TEMPLATE, path.join(parentPath, name)));
  return Promise.all(
    files.sort().map(async (file) => {
      const text = fillIn(await readFile(path.join(TEMPLATE, file), 'utf8'), names);
      const address = addressIn(file.slice(0, -SUFFIX.length), now);
      const target = path.join(folder, address);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, await format(text, { ...STYLE, filepath: target }));
      return address;
    }),
  );
}
