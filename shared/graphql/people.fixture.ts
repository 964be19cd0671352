import { buildSchema } from 'graphql';

/** A schema with arguments, input objects in one another, lists and an enum. */
export const peopleSchema = buildSchema(`
  type Query { child(id: ID!, on: String): Child people(where: Where, kinds: [Kind!]): [Child!] }
  type Child { id: ID! name(short: Boolean): String friends(first: Int): [Child!] }
  input Where { name: String, age: Int, born: Period, kind: Kind }
  input Period { from: String, to: String }
  enum Kind { ONE OTHER }
`);
