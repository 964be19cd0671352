import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { createLog } from './create-log.ts';
import { libraryLog } from './library-log.ts';

const NAME = 'Nguyễn Thị Ánh';

/** A log that is read back, line by line. */
function readableLog() {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  return {
    log,
    text: () => lines.join(''),
    lines: () => lines.map((line): unknown => JSON.parse(line)),
  };
}

describe('a line', () => {
  test('holds the fields that are known, and no other', () => {
    const { log, lines } = readableLog();
    log.info({ requestId: 'r1', status: 200, name: NAME, query: NAME, path: [NAME] }, 'request');
    log.child({ department: 'health' }).warn({ failure: 'X', child: NAME }, 'call failed');
    expect(lines()).toEqual([
      expect.objectContaining({ requestId: 'r1', status: 200, msg: 'request' }),
      expect.objectContaining({
        department: 'health',
        failure: 'X',
        msg: 'call failed',
      }),
    ]);
    expect(JSON.stringify(lines())).not.toContain(NAME);
  });

  test('of a child log holds no field that is not known either', () => {
    const { log } = readableLog();
    expect(() => log.child({ department: 'health', child: NAME })).toThrow(
      'A log cannot hold child.',
    );
  });

  test('takes nothing in the place of words', () => {
    const { log, text } = readableLog();
    log.error(new Error(NAME));
    log.error({ err: new Error(NAME) });
    log.warn('%s was asked for', NAME);
    expect(text()).not.toContain(NAME);
    expect(text().split('\n').filter(Boolean)).toHaveLength(3);
  });
});

describe('an error in a line', () => {
  function logged(err: unknown): unknown {
    const { log, lines } = readableLog();
    log.error({ err }, 'failed');
    const [line] = lines();
    return typeof line === 'object' && line !== null && 'err' in line ? line.err : undefined;
  }

  test('is its class, its code and where it arose', () => {
    const error = Object.assign(new RangeError(NAME), { code: '23505', detail: NAME });
    expect(logged(error)).toEqual({
      type: 'RangeError',
      code: '23505',
      frames: expect.arrayContaining([expect.stringMatching(/create-log\.test\.ts/)]),
    });
  });

  test('has its causes told the same way', () => {
    const cause = new Error(NAME, { cause: NAME });
    expect(logged(new TypeError('outer', { cause }))).toMatchObject({
      type: 'TypeError',
      cause: { type: 'Error', cause: { type: 'string', frames: [] } },
    });
    expect(
      logged(new GraphQLError('outer', { originalError: new RangeError(NAME) })),
    ).toMatchObject({
      type: 'GraphQLError',
      cause: { type: 'RangeError' },
    });
  });

  test('that is its own cause ends', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(logged(error)).match(/"type"/g)).toHaveLength(4);
  });

  test.each([
    ['words on lines that look like calls', new Error(`x\n    at ${NAME} (a:1:1)`)],
    ['words changed after it arose', Object.assign(new Error(NAME), { message: 'other' })],
    ['a code that is words', Object.assign(new Error('x'), { code: NAME })],
    ['a name that is words', Object.assign(new Error('x'), { name: NAME })],
    ['no words but itself', NAME],
    ['fields of its own', new GraphQLError('x', { path: [NAME], extensions: { NAME, of: NAME } })],
  ])('with %s tells none of them', (_, error) => {
    expect(JSON.stringify(logged(error))).not.toContain('Ánh');
  });
});

test('what a library says is kept up to where it begins to quote', () => {
  const { log, text, lines } = readableLog();
  const library = libraryLog(log);
  library.error(`Unexpected error processing request: ${NAME}`);
  library.warn(`An error occurred while attempting to read from the documentStore. ${NAME}`);
  library.info({ name: NAME });
  library.debug(new Error(NAME));
  library.warn();
  expect(text()).not.toContain(NAME);
  expect(lines()).toMatchObject([
    { msg: 'Unexpected error processing request' },
    { msg: 'An error occurred while attempting to read from the documentStore' },
    {},
    { msg: 'a library failed', err: { type: 'Error' } },
    {},
  ]);
});
