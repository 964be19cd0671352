/** Gives each text a number, from 0 on in the order they come. */
export class Numbering {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  /** The texts in the order of their numbers. */
  texts(): readonly string[] {
    return this.#texts;
  }
}
