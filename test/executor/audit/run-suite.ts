import { isDeepStrictEqual } from 'node:util';
import { ApolloServer } from '@apollo/server';
import { z } from 'zod';
import type { Gateway } from '../../../gateway/access/protected-gateway.ts';
import type { AuditCase, AuditServer } from './audit-server.ts';
import { auditedGateway, stockGateway } from './gateways.ts';

const answerForm = z.looseObject({
  data: z.unknown().optional(),
  errors: z.array(z.unknown()).optional(),
});
type Answer = z.infer<typeof answerForm>;

/** One case, and what an executor made of it. */
export interface Outcome extends AuditCase {
  answer: Answer;
}

/** What came of a suite; its cases are in their order. */
export interface SuiteResult {
  id: string;
  compiled: Outcome[];
  stock: Outcome[];
  /** Cases that the compiled executor left to the stock one. */
  left: number;
}

/** An answer as JSON carries it to a client. */
function asReceived(value: unknown): Answer {
  return answerForm.parse(JSON.parse(JSON.stringify(value)));
}

function hasErrors({ errors = [] }: Answer): boolean {
  return errors.length > 0;
}

/** The audit's own rule: equal data, and errors or none where the case says which. */
export function isExpected({ answer, expected: { data, errors } }: Outcome): boolean {
  const isRecord = isDeepStrictEqual(answer.data ?? null, data ?? null);
  return isRecord && (errors === undefined || errors === hasErrors(answer));
}

/** Whether two executors made the same of a case; for cases whose texts are drawn anew, whether both were right. */
export function areAlike(one: Outcome, other: Outcome): boolean {
  if (one.query !== other.query) return isExpected(one) === isExpected(other);
  return (
    isDeepStrictEqual(one.answer.data ?? null, other.answer.data ?? null) &&
    hasErrors(one.answer) === hasErrors(other.answer)
  );
}

async function runCases(gateway: Gateway, cases: readonly AuditCase[]): Promise<Outcome[]> {
  const server = new ApolloServer({ gateway, includeStacktraceInErrorResponses: false });
  await server.start();
  const outcomes: Outcome[] = [];
  for (const { query, expected } of cases) {
    const { body } = await server.executeOperation({ query });
    const answer = asReceived(body.kind === 'single' ? body.singleResult : body.initialResult);
    outcomes.push({ query, expected, answer });
  }
  await server.stop();
  return outcomes;
}

/** Runs every case of a suite on the compiled and on the stock executor, one after the other. */
export async function runSuite(audit: AuditServer, id: string): Promise<SuiteResult> {
  const suite = await audit.suite(id);
  let left = 0;
  const compiledOne = auditedGateway(suite, () => (left += 1));
  const compiled = await runCases(compiledOne, await audit.cases(id));
  const stock = await runCases(stockGateway(suite), await audit.cases(id));
  return { id, compiled, stock, left };
}
