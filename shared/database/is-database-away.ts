/** SQLSTATE classes of a server that is going, gone or refuses connections (PostgreSQL manual, appendix A). */
const AWAY_STATES = /^(08|57P|53300|28|3D000|55000)/;
const AWAY_ERRNOS = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT']);
const AWAY_MESSAGES = /Connection terminated|timeout exceeded when trying to connect/;

/** Whether an error says that the database could not be reached, rather than that a statement was wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  return AWAY_STATES.test(code) || AWAY_ERRNOS.has(code) || AWAY_MESSAGES.test(message);
}
