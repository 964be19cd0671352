/** What is learned of a request while it is answered, for its line in the log; never anything a client wrote. */
export interface RequestNote {
  /** The OIDC client, once its token is known to be good. */
  client: string | null;
  /** The name of a trusted operation, else a hash of the operation's form; null until it is known to be valid. */
  operation: string | null;
  /** OK, or the code of the first error; null until it is known. */
  outcome: string | null;
}

/** The note of a request that has just come in. */
export function newNote(): RequestNote {
  return { client: null, operation: null, outcome: null };
}
