import { describe, expect, test } from '@jest/globals';
import { trustedOnlyClients, withTrustedDocument } from './trusted-documents.ts';

const ID = 'a'.repeat(64);
const TEXT = 'query Known {\n  item\n}';
const manifest = new Map([[ID, { name: 'Known', id: ID, text: TEXT }]]);
const rules = { manifest, isTrustedOnly: trustedOnlyClients('reporting-tool, kiosk') };

function post(body: unknown, client = 'console') {
  return withTrustedDocument('POST', { body, search: '' }, client, rules).body;
}

function get(search: string, client = 'console') {
  return withTrustedDocument('GET', { body: undefined, search }, client, rules).search;
}

const refusal = expect.objectContaining({ code: 'OPERATION_NOT_TRUSTED' });

describe('a documentId', () => {
  test.each([`sha256:${ID}`, ID])('%s stands for its operation', (documentId) => {
    const variables = { id: '1' };
    expect(post({ documentId, variables, operationName: 'Known' })).toEqual({
      query: TEXT,
      variables,
      operationName: 'Known',
    });
  });

  test('in a URL stands for its operation, with the variables beside it', () => {
    const search = get(`?documentId=sha256%3A${ID}&variables=%7B%22id%22%3A%221%22%7D`);
    expect(Object.fromEntries(new URLSearchParams(search))).toEqual({
      query: TEXT,
      variables: '{"id":"1"}',
    });
  });

  test('goes before a text beside it', () => {
    expect(post({ documentId: ID, query: '{ other }' }, 'kiosk')).toEqual({ query: TEXT });
    const search = get(`?query=other&documentId=${ID}&query=another`, 'kiosk');
    expect(new URLSearchParams(search).getAll('query')).toEqual([TEXT]);
  });

  test.each([
    ['b'.repeat(64)],
    [`md5:${ID}`],
    [ID.toUpperCase()],
    ['Known'],
    [''],
    [7],
    [[ID]],
    ['__proto__'],
  ])('that is not known, %p, is refused and named', (documentId) => {
    const unknown = () => post({ documentId, query: TEXT });
    expect(unknown).toThrow(refusal);
    expect(unknown).toThrow(typeof documentId === 'string' ? documentId : /documentId/);
  });

  test('that is not known is said back no further than 80 characters', () => {
    expect(() => post({ documentId: 'x'.repeat(5_000) })).toThrow(
      expect.objectContaining({
        extensions: expect.objectContaining({
          documentId: 'x'.repeat(80),
          http: { status: 403 },
          messageVi: expect.any(String),
        }),
      }),
    );
  });
});

describe('a client’s own text', () => {
  const bodies: unknown[] = [
    { query: TEXT },
    { query: TEXT, documentId: null },
    { query: '{ item }', extensions: { persistedQuery: { version: 1, sha256Hash: ID } } },
    [{ query: TEXT }],
    undefined,
    null,
    7,
    {},
  ];

  test.each(bodies)('%j goes through as it is for most clients', (body) => {
    expect(post(body)).toBe(body);
  });

  test.each(bodies)('%j is refused to clients that may send trusted operations only', (body) => {
    expect(() => post(body, 'kiosk')).toThrow(refusal);
  });

  test('in a URL is refused to them too', () => {
    expect(get('?query=x')).toBe('?query=x');
    expect(() => get('?query=x', 'reporting-tool')).toThrow(refusal);
    expect(() => get('', 'reporting-tool')).toThrow(refusal);
  });
});

describe('the setting of clients', () => {
  test.each([
    ['', []],
    ['kiosk', ['kiosk']],
    [' kiosk ,reporting-tool', ['kiosk', 'reporting-tool']],
    ['*', ['kiosk', 'reporting-tool', 'console', '*']],
  ])('%p', (setting, trustedOnly) => {
    const isTrustedOnly = trustedOnlyClients(setting);
    const clients = ['kiosk', 'reporting-tool', 'console', '*'];
    expect(clients.filter(isTrustedOnly)).toEqual(trustedOnly);
  });
});
