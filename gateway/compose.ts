import path from 'node:path';
import { composeServices } from '@apollo/composition';
import { Kind, parse } from 'graphql';
import type { GraphQLError } from 'graphql';
import type { Subgraph } from '../shared/subgraph/define-subgraph.ts';

/** The composed contract, committed so that a change to it is seen in review. */
export const SUPERGRAPH_FILE = path.join(import.meta.dirname, 'supergraph.graphql');

/** Where a department answers when nothing else is configured: the compose file's service of its name. */
function defaultUrl(name: string): string {
  return `http://${name}:4001/graphql`;
}

type Contract = Pick<Subgraph, 'name' | 'typeDefs'>;

/** What joining the departments' schemas comes to: one supergraph SDL, or why they do not fit. */
export type Composition =
  | { supergraphSdl: string; errors: null }
  | { supergraphSdl: null; errors: readonly GraphQLError[] };

/** Joins the departments' schemas. */
export function joinSchemas(departments: readonly Contract[]): Composition {
  const services = departments.map(({ name, typeDefs }) => ({
    name,
    typeDefs,
    url: defaultUrl(name),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  return supergraphSdl === undefined
    ? { supergraphSdl: null, errors }
    : { supergraphSdl, errors: null };
}

/** Joins the departments' schemas into one supergraph SDL; throws with every reason when they do not fit. */
export function composeSupergraph(departments: readonly Contract[]): string {
  const { supergraphSdl, errors } = joinSchemas(departments);
  if (supergraphSdl !== null) return supergraphSdl;
  const reasons = errors.map(({ message }) => message).join('\n');
  throw new Error(`The departments' schemas do not compose:\n${reasons}`);
}

/** The names of the departments in a supergraph, as its `join__Graph` enum states them. */
export function departmentsOf(supergraphSdl: string): string[] {
  const graphs = parse(supergraphSdl).definitions.find(
    (definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION)
    throw new Error('The supergraph names no departments.');
  return (graphs.values ?? [])
    .flatMap(({ directives = [] }) => directives)
    .flatMap(({ arguments: given = [] }) => {
      const name = given.find((argument) => argument.name.value === 'name')?.value;
      return name?.kind === Kind.STRING ? [name.value] : [];
    });
}
