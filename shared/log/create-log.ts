import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { loggedError } from './logged-error.ts';

/**
 * The only fields a line can have; any other is left out, so that nothing of a child's, no token and no argument gets
 * in by mistake. Their values come from this program, its settings or its registered clients, never from a request.
 */
const FIELDS = new Set([
  'pid',
  'hostname',
  'err',
  'requestId',
  'status',
  'milliseconds',
  'outcome',
  'operation',
  'client',
  'department',
  'failure',
  'issuer',
]);

const STANDARD_ERROR = 2;

function onlyKnown(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => FIELDS.has(name)));
}

/** The fields of a child log are in each of its lines: they are checked when it is made. */
function refuseUnknown(child: Logger): void {
  const unknown = Object.keys(child.bindings()).filter((name) => !FIELDS.has(name));
  if (unknown.length > 0) throw new Error(`A log cannot hold ${unknown.join(', ')}.`);
}

/**
 * The log of a program: pino's JSON lines on standard error. Lines hold the fields named here and constant sentences;
 * of an error only its class, code and stack.
 */
export function createLog(
  level: string,
  destination: DestinationStream = pino.destination(STANDARD_ERROR),
): Logger {
  return pino(
    {
      level,
      serializers: { err: loggedError },
      formatters: { log: onlyKnown },
      onChild: refuseUnknown,
      hooks: {
        // Without a sentence of its own pino would take the error's.
        logMethod([first, sentence], write) {
          if (typeof first === 'string') write.call(this, first);
          else
            write.call(this, first instanceof Error ? { err: first } : first, sentence ?? 'failed');
        },
      },
    },
    destination,
  );
}
