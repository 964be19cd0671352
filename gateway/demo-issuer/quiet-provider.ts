/* eslint-disable no-console -- the package prints through console while it loads */
import type * as OidcProvider from 'oidc-provider';

const NOTICE = /^oidc-provider (NOTICE|WARNING): /;

/**
 * Loads oidc-provider without the notices it prints while loading: they are for those who would run it in production,
 * which the demo issuer never does. Anything else that is printed meanwhile is let through.
 */
export async function loadProvider(): Promise<typeof OidcProvider> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!NOTICE.test(String(words[0]))) warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
