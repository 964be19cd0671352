import { describe, expect, test } from '@jest/globals';
import { StartProblem } from '../start/start-problem.ts';
import { testCertificate, testTls } from './test-certificates.fixture.ts';
import { readTls } from './tls-files.ts';

const SETTINGS = { cert: 'CERT_FILE', key: 'KEY_FILE', ca: 'CA_FILE' };
const CERT_FILE = testCertificate('department');
const KEY_FILE = testCertificate('department', '.key');
const CA_FILE = testCertificate('authority');

describe('the files of TLS', () => {
  test('are read where they are named', () => {
    expect(readTls(SETTINGS, {})).toEqual({});
    expect(readTls(SETTINGS, { CA_FILE })).toEqual(testTls.authority);
    expect(readTls(SETTINGS, { CERT_FILE, KEY_FILE })).toEqual(testTls.department);
  });

  const wrong: [string, Record<string, string>, RegExp][] = [
    ['a certificate without its key', { CERT_FILE }, /^Set CERT_FILE and KEY_FILE both/],
    ['a key without its certificate', { KEY_FILE }, /^Set CERT_FILE and KEY_FILE both/],
    ['a file that is missing', { CA_FILE: '/nowhere/ca.pem' }, /^CA_FILE names .*ENOENT/],
    ['a folder', { CERT_FILE: import.meta.dirname, KEY_FILE }, /^CERT_FILE names .*EISDIR/],
    ['a key in the place of a certificate', { CA_FILE: KEY_FILE }, /no certificate in PEM/],
    ['another text', { CERT_FILE: import.meta.filename, KEY_FILE }, /no certificate in PEM/],
    [
      'the key of another certificate',
      { CERT_FILE, KEY_FILE: testCertificate('gateway', '.key') },
      /^KEY_FILE names .* does not hold the private key/,
    ],
    ['no key at all', { CERT_FILE, KEY_FILE: CERT_FILE }, /does not hold the private key/],
    [
      'a certificate that is over',
      {
        CERT_FILE: testCertificate('past-department'),
        KEY_FILE: testCertificate('past-department', '.key'),
      },
      /valid from Jan {2}1 00:00:00 2020 GMT to Jan {2}1 00:00:00 2021 GMT only/,
    ],
  ];

  test.each(wrong)('are refused: %s', (_, paths, message) => {
    expect(() => readTls(SETTINGS, paths)).toThrow(StartProblem);
    expect(() => readTls(SETTINGS, paths)).toThrow(message);
  });
});
