import { print } from 'graphql';
import { loadDepartments } from '../../subgraphs/discover.ts';
import { controlContract } from '../control/control-subgraph.ts';

/** The schemas of all departments, and of the gateway's own part, as this copy of the program states them. */
export async function statedSchemas(): Promise<Map<string, string>> {
  const departments = [...(await loadDepartments()), controlContract];
  return new Map(departments.map(({ name, typeDefs }) => [name, print(typeDefs)]));
}
