import { isEnumType, isScalarType, isSpecifiedScalarType } from 'graphql';
import type { GraphQLLeafType } from 'graphql';

const INTEGER = /^-?(?:0|[1-9]\d*)$/;

function isInteger(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && INTEGER.test(String(value));
}

/** What JSON may hold for the scalars of the specification (section 3.5), as Apollo's gateway takes it. */
const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  Boolean: (value) => typeof value === 'boolean',
  Int: isInteger,
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
  ID: (value) => typeof value === 'string' || isInteger(value),
  String: (value) => typeof value === 'string',
};

/** Makes the check of what a department answered for a scalar or an enum; scalars of our own may be anything. */
export function leafCheck(type: GraphQLLeafType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => typeof value === 'string' && names.has(value);
  }
  const isOwn = isScalarType(type) && !isSpecifiedScalarType(type);
  return isOwn ? () => true : (SCALARS[type.name] ?? (() => true));
}
