import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { readKeptSecrets } from './kept-secrets.ts';
import { startDemo, temporaryFolder } from './start-demo.fixture.ts';

const run = promisify(execFile);
const PROGRAM = path.join(import.meta.dirname, 'print-token.ts');

/** Runs the program as `npm run token` does; answers what it prints, or fails with what it says. */
async function printToken(dataDir: string, ...names: string[]): Promise<string> {
  const environment = { PATH: path.dirname(process.execPath), DATA_DIR: dataDir };
  const { stdout } = await run(process.execPath, ['--import', 'tsx', PROGRAM, ...names], {
    env: environment,
  });
  return stdout;
}

describe('npm run token', () => {
  test('prints a token alone, asked from the running issuer', async () => {
    using kept = temporaryFolder();
    await using demo = await startDemo(kept.folder);
    const printed = await printToken(kept.folder, 'district-officer');
    expect(printed).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const authorization = `Bearer ${printed.trim()}`;
    const viewer = await demo.identify({ authorization, 'x-purpose': 'SERVICE_DELIVERY' });
    expect(viewer.role).toBe('district-officer');
  });

  test('says which personas there are', async () => {
    using kept = temporaryFolder();
    await using demo = await startDemo(kept.folder);
    expect(await demo.tokenFor('auditor')).not.toBe('');
    await expect(printToken(kept.folder, 'emperor')).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^There is no persona emperor: name one of coordinator, .*\.\n$/,
      ),
    });
    await expect(printToken(kept.folder)).rejects.toMatchObject({
      stderr: expect.stringMatching(/^No persona is named: name one of coordinator/),
    });
  });

  test('says that no issuer was ever started, and that it does not run now', async () => {
    using kept = temporaryFolder();
    await expect(printToken(kept.folder, 'auditor')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^No demo issuer was ever started .*npm start.*DATA_DIR.*\n$/),
    });
    await (await startDemo(kept.folder))[Symbol.asyncDispose]();
    await expect(printToken(kept.folder, 'auditor')).rejects.toMatchObject({
      stderr: expect.stringMatching(/^The demo issuer at .* does not answer: .*npm start.\n$/),
    });
  });

  test('says that another issuer answers there', async () => {
    using one = temporaryFolder();
    using other = temporaryFolder();
    const port = await (async () => {
      await using demo = await startDemo(one.folder);
      return Number(new URL(demo.url).port);
    })();
    await using demo = await startDemo(other.folder, port);
    expect(await demo.tokenFor('auditor')).not.toBe('');
    await expect(printToken(one.folder, 'auditor')).rejects.toMatchObject({
      stderr: expect.stringMatching(/gives no token \(status 401\).*DATA_DIR/),
    });
  });
});

describe('a restart', () => {
  test('leaves printed tokens and secrets good', async () => {
    using kept = temporaryFolder();
    const before = await (async () => {
      await using demo = await startDemo(kept.folder);
      const token = await demo.tokenFor('coordinator');
      return { token, port: Number(new URL(demo.url).port), secrets: readKeptSecrets(kept.folder) };
    })();
    await using demo = await startDemo(kept.folder, before.port);
    expect(readKeptSecrets(kept.folder)).toEqual(before.secrets);
    const authorization = `Bearer ${before.token}`;
    const viewer = await demo.identify({ authorization, 'x-purpose': 'REPORTING' });
    expect(viewer.role).toBe('coordinator');
  });

  test('in another folder has other keys', async () => {
    using one = temporaryFolder();
    using other = temporaryFolder();
    await using first = await startDemo(one.folder);
    await using second = await startDemo(other.folder);
    const authorization = `Bearer ${await first.tokenFor('coordinator')}`;
    const asked = second.identify({ authorization, 'x-purpose': 'REPORTING' });
    await expect(asked).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  });

  test('with a damaged file of secrets says what to do', async () => {
    using kept = temporaryFolder();
    writeFileSync(path.join(kept.folder, 'demo-issuer.json'), '{"issuer":');
    await expect(startDemo(kept.folder)).rejects.toThrow(/demo-issuer\.json is damaged: delete it/);
  });

  test('in a folder that is not there makes it; in one that cannot be, refuses', async () => {
    using kept = temporaryFolder();
    mkdirSync(path.join(kept.folder, 'a'));
    await using demo = await startDemo(path.join(kept.folder, 'a/b/c'));
    expect(await demo.tokenFor('stranger')).not.toBe('');
    writeFileSync(path.join(kept.folder, 'file'), '');
    await expect(startDemo(path.join(kept.folder, 'file/data'))).rejects.toThrow(/ENOTDIR/);
  });
});
