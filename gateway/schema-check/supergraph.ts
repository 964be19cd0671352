import { Kind, buildASTSchema, parse, visit } from 'graphql';
import type { ASTNode, DirectiveNode, DocumentNode, GraphQLSchema } from 'graphql';
import { readProtections } from '../access/protections.ts';
import type { Protections } from '../access/protections.ts';

/** A joined graph, as it is judged. */
export interface Supergraph {
  sdl: string;
  /** What clients see of it. */
  api: GraphQLSchema;
  /** Who may see it. */
  needOf: Protections['needOf'];
}

/** Types that joining adds: `join__Graph`, `link__Purpose` and the like. */
const JOINING = '__';
const KEPT_DIRECTIVES = ['deprecated', 'specifiedBy'];

function isHidden(node: ASTNode): boolean {
  const directives = 'directives' in node ? (node.directives ?? []) : [];
  return directives.some(({ name }) => name.value === 'inaccessible');
}

function isOfJoining(node: ASTNode): boolean {
  if (node.kind === Kind.DIRECTIVE_DEFINITION) return true;
  return (
    'name' in node && node.kind.endsWith('TypeDefinition') && node.name.value.includes(JOINING)
  );
}

function isKept({ name }: DirectiveNode): boolean {
  return KEPT_DIRECTIVES.includes(name.value);
}

function withoutHidden(document: DocumentNode): DocumentNode {
  return visit(document, {
    enter: (node) => (isOfJoining(node) || isHidden(node) ? null : undefined),
    Directive: {
      leave: (node) => (isKept(node) ? undefined : null),
    },
  });
}

/** Reads a supergraph SDL. Throws StartProblem for a protection that the gateway cannot enforce. */
export function readSupergraph(sdl: string): Supergraph {
  return {
    sdl,
    api: buildASTSchema(withoutHidden(parse(sdl)), { assumeValid: true }),
    needOf: readProtections(sdl).needOf,
  };
}
