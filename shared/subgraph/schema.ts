import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { guardSchema } from '../access/guard-schema.ts';
import { scalars } from '../graphql/scalars.ts';

type SchemaModules = Extract<Parameters<typeof buildSubgraphSchema>[0], unknown[]>;
type SchemaModule = Extract<SchemaModules[number], { typeDefs: unknown }>;

/** Resolvers by type and field, as @apollo/subgraph takes them. */
export type ResolverMap = NonNullable<SchemaModule['resolvers']>;

const PRELUDE_FILE = path.join(import.meta.dirname, '../graphql/prelude.graphql');

/** The part of every department's SDL that all share. */
export function readPrelude(): DocumentNode {
  return parse(readFileSync(PRELUDE_FILE, 'utf8'));
}

/** A department's SDL: the prelude that all share, then its own schema.graphql. */
export function readTypeDefs(folder: string): DocumentNode {
  const files = [PRELUDE_FILE, path.join(folder, 'schema.graphql')];
  return parse(files.map((file) => readFileSync(file, 'utf8')).join('\n'));
}

/** The executable schema of a department. */
export function buildSchema(folder: string, resolvers: ResolverMap): GraphQLSchema {
  return guardSchema(
    buildSubgraphSchema({
      typeDefs: readTypeDefs(folder),
      resolvers: { ...scalars, ...resolvers },
    }),
  );
}
