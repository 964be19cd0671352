import type { LinkChildren } from './child-reference.ts';

/** Links a record that states a register number, and no other, whether or not there is such a child. */
export const linkByRegisterNumber: LinkChildren = async (records) =>
  records.map(({ child }) => child.registerNo);
