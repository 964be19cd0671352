/** What is left to graphql-js. */
export class NotCompiled extends Error {
  constructor(what: string) {
    super(`${what} is left to graphql-js.`);
    this.name = 'NotCompiled';
  }
}
