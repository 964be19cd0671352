import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { GraphError } from '../../shared/errors/graph-error.ts';
import { sendJson } from '../../shared/http/send-json.ts';

/** Where an error says with which status and headers HTTP answers it, as Apollo Server reads it. */
const httpForm = z.object({
  status: z.number(),
  headers: z.map(z.string(), z.string()).default(new Map<string, string>()),
});

/** Refuses a request whole, before it is GraphQL's: with the status and the headers that the error states. */
export function sendRefusal(error: GraphError, response: ServerResponse): void {
  const { http, ...extensions } = error.extensions;
  const { status, headers } = httpForm.parse(http);
  for (const [name, value] of headers) response.setHeader(name, value);
  sendJson(response, status, { errors: [{ message: error.message, extensions }] });
}
