import { expect, test } from '@jest/globals';
import { testCertificate } from '../shared/http/test-certificates.fixture.ts';
import { StartProblem } from '../shared/start/start-problem.ts';
import { readDepartmentTls } from './config.ts';

const DEPARTMENT_CA_FILE = testCertificate('authority');

test('with an authority of departments, none is reached in the clear', () => {
  const urls = new Map([
    ['health', 'https://health:4001/graphql'],
    ['police', 'http://police:4001/graphql'],
  ]);
  expect(() => readDepartmentTls(urls, { DEPARTMENT_CA_FILE })).toThrow(StartProblem);
  expect(() => readDepartmentTls(urls, { DEPARTMENT_CA_FILE })).toThrow(/^POLICE_URL must be/);
  expect(readDepartmentTls(urls, {})).toEqual({});
  urls.delete('police');
  expect(readDepartmentTls(urls, { DEPARTMENT_CA_FILE }).ca).toMatch(/^-----BEGIN CERTIFICATE/);
});
