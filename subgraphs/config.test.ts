import { expect, test } from '@jest/globals';
import { testCertificate, testTls } from '../shared/http/test-certificates.fixture.ts';
import { StartProblem } from '../shared/start/start-problem.ts';
import { readDepartmentTls } from './config.ts';

const TLS_CLIENT_CA_FILE = testCertificate('authority');
const OWN = {
  TLS_CERT_FILE: testCertificate('department'),
  TLS_KEY_FILE: testCertificate('department', '.key'),
};

test('a department answers over TLS where it has a certificate, and asks for one only then', () => {
  expect(readDepartmentTls({})).toBeNull();
  expect(readDepartmentTls(OWN)).toEqual(testTls.department);
  expect(readDepartmentTls({ ...OWN, TLS_CLIENT_CA_FILE })).toEqual({
    ...testTls.department,
    ...testTls.authority,
  });
  expect(() => readDepartmentTls({ TLS_CLIENT_CA_FILE })).toThrow(StartProblem);
});
