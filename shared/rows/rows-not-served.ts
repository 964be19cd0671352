/** Thrown where a department does not stream a column that it is asked for; it answers it through the graph all the same. */
export class RowsNotServed extends Error {
  constructor(what: string) {
    super(`The department streams no ${what}.`);
    this.name = 'RowsNotServed';
  }
}
