import { isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** Whether objects of a type meet a type condition. */
export type MeetsCondition = (typeName: string, condition: string) => boolean;

function meets(schema: GraphQLSchema, typeName: string, condition: string): boolean {
  if (typeName === condition) return true;
  const [type, wanted] = [schema.getType(typeName), schema.getType(condition)];
  if (!isAbstractType(wanted) || (!isObjectType(type) && !isInterfaceType(type))) return false;
  return schema.isSubType(wanted, type);
}

/** Makes the check of type conditions, which works out each pair once. */
export function typeConditions(schema: GraphQLSchema): MeetsCondition {
  const known = new Map<string, boolean>();
  return (typeName, condition) => {
    const pair = `${typeName} ${condition}`;
    const answer = known.get(pair) ?? meets(schema, typeName, condition);
    known.set(pair, answer);
    return answer;
  };
}
