import type {
  ApolloServerPlugin,
  BaseContext,
  GraphQLRequestContextDidEncounterErrors,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextExecutionDidStart,
  GraphQLRequestContextResponseForOperation,
  GraphQLRequestContextWillSendResponse,
  GraphQLRequestListener,
  GraphQLResponse,
} from '@apollo/server';

/** Done at a moment of every request: at once, or when its promise resolves. */
type Hook<Moment> = (moment: Moment) => unknown;

type Answer = GraphQLResponse | null;

/** What is done to every request, at the moments that Apollo Server names; what belongs to one request is in its context. */
export interface RequestHooks<Context extends BaseContext> {
  didResolveOperation?: Hook<GraphQLRequestContextDidResolveOperation<Context>>;
  /** Answers in the departments' place; null where it does not. */
  responseForOperation?: (
    moment: GraphQLRequestContextResponseForOperation<Context>,
  ) => Answer | Promise<Answer>;
  executionDidStart?: Hook<GraphQLRequestContextExecutionDidStart<Context>>;
  didEncounterErrors?: Hook<GraphQLRequestContextDidEncounterErrors<Context>>;
  willSendResponse?: Hook<GraphQLRequestContextWillSendResponse<Context>>;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Begins all, whatever becomes of the others, and waits for them; rejects with what fails first. */
async function runAll<Moment>(hooks: readonly Hook<Moment>[], moment: Moment): Promise<void> {
  const waiting: Promise<unknown>[] = [];
  for (const hook of hooks) {
    try {
      const done = hook(moment);
      if (done instanceof Promise) waiting.push(done);
    } catch (error) {
      waiting.push(Promise.reject(asError(error)));
    }
  }
  if (waiting.length > 0) await Promise.all(waiting);
}

function isThere<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}

/**
 * Makes one plugin of Apollo Server of many: a plugin by itself costs each request a listener, and each of its hooks a
 * promise. Hooks run in the order given.
 */
export function pluginOf<Context extends BaseContext>(
  all: readonly RequestHooks<Context>[],
): ApolloServerPlugin<Context> {
  const resolved = all.map((hooks) => hooks.didResolveOperation).filter(isThere);
  const answering = all.map((hooks) => hooks.responseForOperation).filter(isThere);
  const started = all.map((hooks) => hooks.executionDidStart).filter(isThere);
  const failed = all.map((hooks) => hooks.didEncounterErrors).filter(isThere);
  const sending = all.map((hooks) => hooks.willSendResponse).filter(isThere);
  const listener: GraphQLRequestListener<Context> = {
    didResolveOperation: (moment) => runAll(resolved, moment),
    responseForOperation: async (moment) => {
      for (const hook of answering) {
        const answer = await hook(moment);
        if (answer !== null) return answer;
      }
      return null;
    },
    executionDidStart: (moment) => runAll(started, moment),
    didEncounterErrors: (moment) => runAll(failed, moment),
    willSendResponse: (moment) => runAll(sending, moment),
  };
  return { requestDidStart: async () => listener };
}
