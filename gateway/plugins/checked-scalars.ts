import type { ApolloServerPlugin } from '@apollo/server';
import { isScalarType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { scalars } from '../../shared/graphql/scalars.ts';
import type { GatewayContext } from '../context.ts';

function check(schema: GraphQLSchema): void {
  for (const known of Object.values(scalars)) {
    const type = schema.getType(known.name);
    if (!isScalarType(type)) continue;
    type.parseLiteral = known.parseLiteral;
    type.parseValue = known.parseValue;
  }
}

/** Lets the gateway refuse a day that does not exist itself, before any department is asked. */
export const checkedScalars: ApolloServerPlugin<GatewayContext> = {
  serverWillStart: async () => ({
    schemaDidLoadOrUpdate: ({ apiSchema }) => {
      check(apiSchema);
    },
  }),
};
