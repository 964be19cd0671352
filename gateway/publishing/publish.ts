/**
 * `npm run publish -- <department> [--file FILE] [--dry-run]`: signs a department's schema with its own key and has it
 * published through a gateway that runs; prints what it came to, and what every gateway made of it.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runToEnd } from '../../shared/start/run-to-end.ts';
import { say } from '../../shared/start/say.ts';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { readPublishConfig } from './config.ts';
import { signPublication } from './signed-publication.ts';

const SUBGRAPHS = path.join(import.meta.dirname, '../../subgraphs');
const USAGE =
  'Say whose schema: npm run publish -- <department> [--file schema.graphql] [--dry-run]';

const answerShape = z.object({
  outcome: z.enum(['PUBLISHED', 'WOULD_BE_PUBLISHED', 'UNCHANGED', 'REFUSED']),
  reasons: z.array(z.string()),
  notes: z.array(z.string()),
  supergraphId: z.number().nullable(),
  gateways: z.array(z.object({ gateway: z.string(), reasons: z.array(z.string()).nullable() })),
});
type Answer = z.infer<typeof answerShape>;
type Said = Answer['gateways'][number];

const errorShape = z.object({ errors: z.tuple([z.object({ message: z.string() })]) });

function readArguments(): { department: string; file: string | undefined; isDryRun: boolean } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { file: { type: 'string' }, 'dry-run': { type: 'boolean' } },
    });
    const [department, ...rest] = positionals;
    if (department === undefined || rest.length > 0) throw new StartProblem(USAGE);
    return { department, file: values.file, isDryRun: values['dry-run'] === true };
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    throw new StartProblem(`${error instanceof Error ? error.message : ''} ${USAGE}`);
  }
}

function readSchema(department: string, file: string | undefined, folder: string): string {
  const own = path.join(SUBGRAPHS, department, 'schema.graphql');
  const place = file === undefined ? own : path.resolve(folder, file);
  if (existsSync(place)) return readFileSync(place, 'utf8');
  throw new StartProblem(`There is no file ${place}: name the schema by --file.`);
}

async function send(gatewayUrl: string, signed: string): Promise<Answer> {
  const headers = { 'content-type': 'application/jwt' };
  const url = new URL('/publications', gatewayUrl);
  const response = await fetch(url, { method: 'POST', headers, body: signed }).catch(
    (cause: unknown) => {
      throw new StartProblem(
        `No answer came from ${url.origin}: start a gateway there, or set GATEWAY_URL. What was sent may have been published: run this again to see.`,
        { cause },
      );
    },
  );
  const body: unknown = await response.json().catch(() => null);
  const { success, data } = answerShape.safeParse(body);
  if (success) return data;
  const told = errorShape.safeParse(body);
  const reason = told.success ? told.data.errors[0].message : 'What answers there is no gateway.';
  throw new StartProblem(`The gateway refuses (status ${response.status}): ${reason}`);
}

const OUTCOMES: Readonly<Record<Answer['outcome'], (publication: string) => string>> = {
  PUBLISHED: (publication) => `published${publication}`,
  WOULD_BE_PUBLISHED: () => 'would be published; nothing was (--dry-run)',
  UNCHANGED: (publication) => `nothing to publish: this is what counts already${publication}`,
  REFUSED: () => 'refused; what was published before stays',
};

function describeSaid({ gateway, reasons }: Said): string {
  if (reasons === null) return `  ${gateway}: has not said anything yet; run this again to see`;
  if (reasons.length === 0) return `  ${gateway}: answers by it`;
  return `  ${gateway}: stays with the one before. ${reasons.join(' ')}`;
}

function describe({ gateways, notes, outcome, reasons, supergraphId }: Answer): string {
  const publication = supergraphId === null ? '' : `, publication ${supergraphId}`;
  return [
    OUTCOMES[outcome](publication),
    ...reasons.map((reason) => `  - ${reason}`),
    ...(notes.length > 0 ? ['Worth knowing:', ...notes.map((note) => `  ${note}`)] : []),
    ...(gateways.length > 0 ? ['Gateways:', ...gateways.map(describeSaid)] : []),
  ].join('\n');
}

await runToEnd(async () => {
  const { department, file, isDryRun } = readArguments();
  const { GATEWAY_URL, INIT_CWD, PUBLISH_KEY } = readPublishConfig();
  const sdl = readSchema(department, file, INIT_CWD);
  const signed = await signPublication({ department, sdl, isDryRun }, PUBLISH_KEY);
  const answer = await send(GATEWAY_URL, signed);
  say(describe(answer));
  const isTaken = answer.gateways.every(({ reasons }) => reasons?.length === 0);
  if (answer.outcome === 'REFUSED' || !isTaken) process.exitCode = 1;
});
