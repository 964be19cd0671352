/**
 * Writes `schema.types.ts` (not committed) beside each department's schema.graphql: the types its resolvers must have.
 * A GraphQL type X is resolved from `XRow` where tables.ts exports that, or from `XSource` where loaders.ts does.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typescriptPlugin from '@graphql-codegen/typescript';
import * as resolversPlugin from '@graphql-codegen/typescript-resolvers';
import { readTypeDefs } from '../shared/subgraph/schema.ts';
import { departmentNames } from './discover.ts';

const MAPPER_FILES = [
  { file: 'tables.ts', suffix: 'Row' },
  { file: 'loaders.ts', suffix: 'Source' },
];

function mappersIn(folder: string): Record<string, string> {
  const found = MAPPER_FILES.flatMap(({ file, suffix }) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const names = [
      ...text.matchAll(new RegExp(`export (?:interface|type) (\\w+)${suffix}\\b`, 'g')),
    ];
    return names.map(([, type = '']): [string, string] => [type, `./${file}#${type}${suffix}`]);
  });
  return Object.fromEntries(found);
}

async function generateTypes(folder: string): Promise<void> {
  const filename = path.join(folder, 'schema.types.ts');
  const config = {
    federation: true,
    useTypeImports: true,
    enumsAsTypes: true,
    mappers: mappersIn(folder),
    contextType: './loaders.ts#Context',
    scalars: {
      Date: 'string',
      DateTime: 'Date',
      ID: 'string',
      _FieldSet: 'string',
      federation__FieldSet: 'string',
      link__Import: 'string',
    },
    defaultScalarType: 'unknown',
  };
  const content = await codegen({
    filename,
    config,
    documents: [],
    schema: readTypeDefs(folder),
    plugins: [{ typescript: config }, { resolvers: config }],
    pluginMap: { typescript: typescriptPlugin, resolvers: resolversPlugin },
  });
  writeFileSync(filename, content);
}

await Promise.all(
  (await departmentNames()).map((name) => generateTypes(path.join(import.meta.dirname, name))),
);
