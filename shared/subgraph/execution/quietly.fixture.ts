/**
 * Runs what leaves promises behind that nobody waits for, as graphql-js does where one item of a list breaks it at once
 * and another would later: their rejections would end the process.
 */
export async function quietly<Answer>(run: () => Promise<Answer>): Promise<Answer> {
  const stated = Object.getOwnPropertyDescriptor(Promise.prototype, 'then');
  const chain: unknown = stated?.value;
  if (stated === undefined || typeof chain !== 'function') throw new Error('There is no then.');
  Reflect.defineProperty(Promise.prototype, 'then', {
    ...stated,
    value(this: Promise<unknown>, ...given: unknown[]): unknown {
      const next: unknown = Reflect.apply(chain, this, given);
      Reflect.apply(chain, next, [undefined, () => undefined]);
      return next;
    },
  });
  try {
    return await run();
  } finally {
    Reflect.defineProperty(Promise.prototype, 'then', stated);
  }
}
