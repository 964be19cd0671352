import { print } from 'graphql';
import { composeSupergraph } from '../compose.ts';
import { CONTROL, controlContract } from '../control/control-subgraph.ts';
import type { PublishedSupergraph } from '../control/publications.ts';
import { SupergraphRefused } from '../generations/generation.ts';
import { readDepartmentSchema } from '../schema-check/department-schema.ts';

const CONTROL_SDL = print(controlContract.typeDefs);

/**
 * The text that a published supergraph is run by here: its own, or where this copy of the program states another schema
 * for the gateway's own part than it was composed with, the departments' as published joined with that. Throws
 * SupergraphRefused where these do not fit together.
 */
export function publishedText({ sdl, subgraphs }: PublishedSupergraph): string {
  if (subgraphs.get(CONTROL) === CONTROL_SDL) return sdl;
  const departments = [...subgraphs].filter(([name]) => name !== CONTROL);
  const contracts = departments.map(([name, text]) => ({
    name,
    typeDefs: readDepartmentSchema(text).typeDefs,
  }));
  try {
    return composeSupergraph([...contracts, controlContract]);
  } catch (error) {
    throw new SupergraphRefused([error instanceof Error ? error.message : String(error)], error);
  }
}
