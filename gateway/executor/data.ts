/** Data of answers, as it came or as it is given on. */
export type Data = Record<string, unknown>;
