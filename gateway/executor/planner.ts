import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** A supergraph, as what plans and runs operations needs it. */
export interface Planner {
  /** The whole supergraph, with what is hidden from clients: keys are read by it. */
  supergraphSchema: GraphQLSchema;
  /** Plans a valid operation; errors are those of Apollo's query planner. */
  plan: (document: DocumentNode, operationName: string | undefined) => QueryPlan;
}

/** Apollo's own query planner over a supergraph without protections. */
export function createPlanner(supergraphSdl: string): Planner {
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
  const planner = new QueryPlanner(supergraph);
  const apiSchema = supergraph.apiSchema();
  return {
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    plan: (document, operationName) =>
      planner.buildQueryPlan(
        operationFromDocument(
          apiSchema,
          document,
          operationName === undefined ? {} : { operationName },
        ),
      ),
  };
}
