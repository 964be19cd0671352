import type { RequestListener } from 'node:http';

/**
 * What browsers and caches are told of every answer. Answers are data, so nothing in them may run, load, be framed or
 * be kept (OWASP, REST Security Cheat Sheet). Strict-Transport-Security belongs to whatever ends TLS.
 */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const ENTRIES = Object.entries(HEADERS);

/** Puts security headers on every answer; whoever answers a page of its own may set others in their place. */
export function withSecurityHeaders(listener: RequestListener): RequestListener {
  return (request, response) => {
    for (const [name, value] of ENTRIES) response.setHeader(name, value);
    listener(request, response);
  };
}
