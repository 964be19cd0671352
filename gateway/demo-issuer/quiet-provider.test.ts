import { expect, jest, test } from '@jest/globals';
import { startDemo, temporaryFolder } from './start-demo.fixture.ts';

test('the issuer prints no notice of its own', async () => {
  const printed: string[] = [];
  const keep = (...words: unknown[]) => {
    printed.push(words.join(' '));
  };
  jest.spyOn(console, 'warn').mockImplementation(keep);
  jest.spyOn(console, 'info').mockImplementation(keep);
  using kept = temporaryFolder();
  await using demo = await startDemo(kept.folder);
  await demo.tokenFor('coordinator');
  expect(printed).toEqual([]);
  jest.restoreAllMocks();
});
