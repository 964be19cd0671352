import { expect, test } from '@jest/globals';
import { testCertificate } from '../shared/http/test-certificates.fixture.ts';
import { StartProblem } from '../shared/start/start-problem.ts';
import { readDepartmentKeys, readDepartmentTls, readDepartmentUrls } from './config.ts';

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

test('departments that no setting names have an address and a key by pattern; those named keep theirs', () => {
  const names = ['health', 'culture'];
  const urls = {
    HEALTH_URL: 'http://10.0.0.1:1/graphql',
    OTHER_DEPARTMENT_URL: 'http://%s:4001/graphql',
  };
  expect([...readDepartmentUrls(names, urls)]).toEqual([
    ['health', 'http://10.0.0.1:1/graphql'],
    ['culture', 'http://culture:4001/graphql'],
  ]);
  const own = 'a-key-of-health-that-is-long-enough-for-it';
  const keys = {
    HEALTH_KEY: own,
    OTHER_DEPARTMENT_KEY: 'demo-key-of-%s-for-trying-on-one-machine',
  };
  expect([...readDepartmentKeys(names, keys)]).toEqual([
    ['health', own],
    ['culture', 'demo-key-of-culture-for-trying-on-one-machine'],
  ]);
  const production = { ...keys, NODE_ENV: 'production' };
  expect(() => readDepartmentKeys(names, production)).toThrow(/CULTURE_KEY must be set/);
  expect(() => readDepartmentUrls(names, {})).toThrow(
    /HEALTH_URL is not set.*CULTURE_URL is not set/,
  );
});
