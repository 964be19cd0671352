/** Says that an operation asks for something that its department does not state in SQL: its resolvers answer it. */
export class NotInSql extends Error {}
