import { Kind, TypeInfo, buildASTSchema, parse, visit, visitWithTypeInfo } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { allOf } from '../access/need.ts';
import type { Need } from '../access/need.ts';
import { readProtections } from '../access/protections.ts';
import { readCostRules } from './cost-rules.ts';
import type { LimitPolicy } from './limits.ts';
import { costReader } from './operation-cost.ts';
import { operationExtent } from './operation-extent.ts';
import type { Extent } from './operation-extent.ts';
import type { Manifest } from './trusted-operations.ts';

/** What is worth knowing of a trusted operation before it is let in. */
export interface OperationFacts {
  name: string;
  id: string;
  /** With the variables' defaults. */
  cost: number;
  extent: Extent;
  /** What a viewer needs to see all of it. */
  need: Need;
}

type NeedOf = (type: string, field: string) => Need;

function needOfDocument(document: DocumentNode, schema: GraphQLSchema, needOf: NeedOf): Need {
  const types = new TypeInfo(schema);
  const needs: Need[] = [];
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ name }) => {
        needs.push(needOf(types.getParentType()?.name ?? '', name.value));
      },
    }),
  );
  return allOf(needs);
}

/** Tells what each trusted operation costs and needs, by the supergraph. */
export function describeOperations(
  manifest: Manifest,
  supergraphSdl: string,
  policy: LimitPolicy,
): OperationFacts[] {
  const schema = buildASTSchema(parse(supergraphSdl), { assumeValid: true });
  const { needOf } = readProtections(supergraphSdl);
  const costOf = costReader(readCostRules(supergraphSdl, policy.assumedListSize));
  return [...manifest.values()].flatMap(({ name, id, text }) => {
    const document = parse(text);
    const operation = document.definitions.find(
      (definition) => definition.kind === Kind.OPERATION_DEFINITION,
    );
    if (operation === undefined) return [];
    const cost = costOf(operation, document, {});
    const extent = operationExtent(operation, document);
    return [{ name, id, cost, extent, need: needOfDocument(document, schema, needOf) }];
  });
}
