import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(import.meta.dirname, '../..');
const IMPORT = /(?:from|import) ["'](\.[^"']+)\.js["']/g;

async function compileFile(file: string, folder: string, done: Set<string>): Promise<void> {
  if (done.has(file)) return;
  done.add(file);
  const text = await readFile(file, 'utf8');
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      rewriteRelativeImportExtensions: true,
      verbatimModuleSyntax: true,
    },
  });
  const target = path.join(folder, path.relative(ROOT, file).replace(/\.ts$/, '.js'));
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, outputText);
  for (const [, imported = ''] of outputText.matchAll(IMPORT))
    await compileFile(path.join(path.dirname(file), `${imported}.ts`), folder, done);
}

/**
 * Compiles a program and what it imports into a folder, so that it starts in a fraction of a second, a hundred times.
 * Answers the file to run.
 */
export async function compileInto(folder: string, program: string): Promise<string> {
  await writeFile(path.join(folder, 'package.json'), '{"type": "module"}');
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  await compileFile(program, folder, new Set());
  return path.join(folder, path.relative(ROOT, program).replace(/\.ts$/, '.js'));
}
