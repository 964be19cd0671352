import type { ApolloServer } from '@apollo/server';
import { newTrace } from '../audit/request-trace.ts';
import type { RequestTrace } from '../audit/request-trace.ts';
import type { GatewayContext } from '../context.ts';
import { Ledger } from '../departments/ledger.ts';
import { startDeadline } from '../limits/deadline.ts';
import { newNote } from '../log/request-note.ts';
import type { Ask } from './ask.ts';

/** Puts what a question showed on the record of the request that it was asked for. */
function addTo({ what }: RequestTrace, { what: shown }: RequestTrace): void {
  what.fields = [...new Set([...what.fields, ...shown.fields])];
}

/** The context of a question that is asked for a request, with a trace, a note and a ledger of its own. */
export function innerContext(
  context: GatewayContext,
  changes: Partial<Pick<GatewayContext, 'grantFor' | 'deadline'>>,
): GatewayContext {
  const inner: GatewayContext = {
    ...context,
    ...changes,
    trace: newTrace(),
    note: newNote(),
    ledger: new Ledger(Object.keys(context.ledger.departments)),
  };
  delete inner.shown;
  return inner;
}

/**
 * Asks the graph in the name of a request's viewer: the same rules, plan and departments as for a client, but all counts,
 * out of which whoever asks takes the small ones. What is shown goes on the request's own record.
 */
export function askGraph(server: ApolloServer<GatewayContext>, context: GatewayContext): Ask {
  return async ({ text, operationName }, variables) => {
    const contextValue = innerContext(context, {
      grantFor: context.countingGrantFor,
      // A report puts many questions, each of which may take as long as one.
      deadline: startDeadline(context.deadline.limit),
    });
    const { body } = await server.executeOperation(
      { query: text, operationName, variables },
      { contextValue },
    );
    context.trace.isExecuted = true;
    addTo(context.trace, contextValue.trace);
    context.ledger.addCalls(contextValue.ledger);
    return body.kind === 'single' ? body.singleResult : {};
  };
}
