import {
  buildASTSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  parse,
  print,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import type {
  ConstDirectiveNode,
  DocumentNode,
  GraphQLField,
  GraphQLInterfaceType,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
} from 'graphql';
import { z } from 'zod';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { ANY_VIEWER, allOf, implies } from './need.ts';
import type { Need } from './need.ts';
import { directiveCheck, linksProtection } from './security-links.ts';

/** What a supergraph protects. */
export interface Protections {
  /**
   * What a field of an object type needs: what it states, and what its type and the type it answers state. Where it
   * answers an interface or a union, what every type states that could come: an object of a kind the viewer may not see
   * would tell of its existence. A field the supergraph does not know is beyond everyone's reach.
   */
  needOf: (type: string, field: string) => Need;
  /** The supergraph without its protections, for an executor that cannot bear them. Only beside enforcing them. */
  withoutProtections: string;
}

/** A type or field, as it stands in the SDL. */
interface Stated {
  astNode?: Annotated | null | undefined;
  extensionASTNodes?: readonly Annotated[];
}

interface Annotated {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

const DIRECTIVES = new Set(['authenticated', 'requiresScopes']);
const scopesForm = z.array(z.array(z.string().min(1)));

function needOfDirective({ name, arguments: given = [] }: ConstDirectiveNode): Need {
  if (name.value === 'authenticated') return ANY_VIEWER;
  const scopes = given.find((argument) => argument.name.value === 'scopes')?.value;
  const { success, data } = scopesForm.safeParse(scopes && valueFromASTUntyped(scopes));
  if (success) return data;
  throw new StartProblem(
    'The supergraph holds a @requiresScopes whose scopes are no list of lists of names.',
  );
}

function statedOn({ astNode, extensionASTNodes = [] }: Stated): Need {
  const directives = [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? []);
  return allOf(directives.filter(({ name }) => DIRECTIVES.has(name.value)).map(needOfDirective));
}

function statedOnAnswer(schema: GraphQLSchema, type: GraphQLNamedType): Need {
  const kinds = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  return allOf([type, ...kinds].map(statedOn));
}

type Field = GraphQLField<unknown, unknown>;

function needOfField(schema: GraphQLSchema, type: GraphQLObjectType, field: Field): Need {
  return allOf([statedOn(type), statedOn(field), statedOnAnswer(schema, getNamedType(field.type))]);
}

/**
 * A protection of an interface must follow from those of its types, as composition makes it: one that stood on the
 * interface alone would not hold where a query names the type (CVE-2025-64530).
 */
function checkInterface(schema: GraphQLSchema, type: GraphQLInterfaceType): void {
  const kinds = schema.getPossibleTypes(type);
  const isFollowed = (stated: Stated, parts: Stated[]) =>
    implies(allOf([...kinds, ...parts].map(statedOn)), statedOn(stated));
  const fields = Object.values(type.getFields()).filter(
    (field) =>
      !isFollowed(
        field,
        kinds.flatMap((kind) => kind.getFields()[field.name] ?? []),
      ),
  );
  const [first] = isFollowed(type, []) ? fields.map(({ name }) => `.${name}`) : [''];
  if (first !== undefined)
    throw new StartProblem(
      `The supergraph protects the interface ${type.name}${first} beyond its types. Protect the types.`,
    );
}

function strip(document: DocumentNode): string {
  return print(
    visit(document, {
      Directive: (node) =>
        DIRECTIVES.has(node.name.value) || linksProtection(node) ? null : undefined,
      DirectiveDefinition: ({ name }) => (DIRECTIVES.has(name.value) ? null : undefined),
      ScalarTypeDefinition: ({ name }) =>
        name.value === 'requiresScopes__Scope' ? null : undefined,
    }),
  );
}

function checkDirectives(document: DocumentNode): void {
  const check = directiveCheck(document);
  visit(document, {
    Directive: ({ name }) => {
      check(name.value);
    },
  });
}

/**
 * Reads what a supergraph protects, and takes it out of the copy for the executor, from one reading. Throws StartProblem
 * for a protection it cannot enforce.
 */
export function readProtections(supergraphSdl: string): Protections {
  const document = parse(supergraphSdl);
  checkDirectives(document);
  const schema = buildASTSchema(document, { assumeValid: true });
  const needs = new Map<string, Need>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInterfaceType(type)) checkInterface(schema, type);
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields()))
      needs.set(`${type.name}.${field.name}`, needOfField(schema, type, field));
  }
  return {
    needOf: (type, field) => {
      const need = needs.get(`${type}.${field}`);
      return need === undefined ? [] : need;
    },
    withoutProtections: strip(document),
  };
}
