/** A browser as far as signing in needs one: it keeps cookies and follows no redirect by itself. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  async open(url: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      this.#cookies.set(name, value);
    }
    return response;
  }
}

/** Where a response sends the browser. */
export function locationOf(response: Response): URL {
  return new URL(response.headers.get('location') ?? '', response.url);
}

/** Reads the form of a page: where it goes and what it holds. */
export function formOf(html: string) {
  const action = /action="([^"]+)"/.exec(html)?.[1] ?? '';
  const inputs = [...html.matchAll(/<input [^>]*name="([^"]+)" value="([^"]*)"/g)];
  const fields = inputs.map(([, name = '', value = '']): [string, string] => [name, value]);
  return { action, fields: Object.fromEntries(fields) };
}
