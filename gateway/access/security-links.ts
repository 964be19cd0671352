import { Kind } from 'graphql';
import type { DirectiveNode, DocumentNode, ValueNode } from 'graphql';
import { StartProblem } from '../../shared/start/start-problem.ts';

const SPECIFICATIONS = 'https://specs.apollo.dev';

/** The protections that this gateway enforces itself. */
const PROTECTIONS = new Set([
  `${SPECIFICATIONS}/authenticated/v0.1`,
  `${SPECIFICATIONS}/requiresScopes/v0.1`,
]);

/** What else is linked for security: hidden elements, which @apollo/gateway keeps out of the API schema. */
const ENFORCED_ELSEWHERE = new Set([`${SPECIFICATIONS}/inaccessible/v0.2`]);

/** Directives of GraphQL and of federation that protect nothing. */
const PLAIN_DIRECTIVES = new Set([
  'deprecated',
  'specifiedBy',
  'oneOf',
  'link',
  'inaccessible',
  'tag',
  'cost',
  'listSize',
]);

const ENFORCED_DIRECTIVES = ['authenticated', 'requiresScopes'];

/** One `@link` of a supergraph (specs.apollo.dev/link/v1.0). */
interface Link {
  url: string;
  purpose: string | null;
  /** Whether it gives its directives other names than their own. */
  isRenamed: boolean;
  /** The names its directives bear here. */
  directives: readonly string[];
}

function argument(directive: DirectiveNode, name: string): ValueNode | undefined {
  return directive.arguments?.find((given) => given.name.value === name)?.value;
}

function text(value: ValueNode | undefined): string | null {
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : null;
}

function importedNames(value: ValueNode | undefined): string[] {
  const imported = value?.kind === Kind.LIST ? value.values : [];
  return imported.flatMap((item) => {
    const fields = item.kind === Kind.OBJECT ? item.fields : [];
    const renamed = fields.find(({ name }) => name.value === 'as') ?? fields[0];
    const name = text(renamed?.value ?? item);
    return name?.startsWith('@') ? [name.slice(1)] : [];
  });
}

function readLink(directive: DirectiveNode): Link {
  const url = text(argument(directive, 'url')) ?? '';
  const own = url.split('/').at(-2) ?? '';
  const alias = text(argument(directive, 'as'));
  const imports = argument(directive, 'import');
  return {
    url,
    purpose: text(argument(directive, 'for')),
    isRenamed: alias !== null || imports !== undefined,
    directives: [alias ?? own, ...importedNames(imports)],
  };
}

function linksOf(document: DocumentNode): Link[] {
  return document.definitions
    .flatMap((definition) =>
      definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
        ? (definition.directives ?? [])
        : [],
    )
    .filter(({ name }) => name.value === 'link')
    .map(readLink);
}

function refuse(what: string): never {
  throw new StartProblem(
    `The supergraph states a protection that this gateway cannot enforce: ${what}. Protect by @requiresScopes or @authenticated, under their own names.`,
  );
}

function checkLink({ url, purpose, isRenamed }: Link): void {
  if (PROTECTIONS.has(url) && isRenamed) refuse(`${url} under another name`);
  if (purpose === 'SECURITY' && !PROTECTIONS.has(url) && !ENFORCED_ELSEWHERE.has(url)) refuse(url);
}

/** Whether a `@link` brings one of the protections that this gateway enforces. */
export function linksProtection(directive: DirectiveNode): boolean {
  return directive.name.value === 'link' && PROTECTIONS.has(readLink(directive).url);
}

/**
 * Makes the check that a directive is one that protects nothing, or a protection enforced here. Throws StartProblem
 * for one it does not know, as for a `@link` for security: what it asks for would be shown to everyone.
 */
export function directiveCheck(document: DocumentNode): (name: string) => void {
  const links = linksOf(document);
  links.forEach(checkLink);
  const stated = links.filter(({ purpose }) => purpose === null);
  const known = new Set([
    ...PLAIN_DIRECTIVES,
    ...ENFORCED_DIRECTIVES,
    ...stated.flatMap(({ directives }) => directives),
  ]);
  known.delete('policy');
  return (name) => {
    const isKnown = known.has(name) || name.startsWith('join__');
    if (!isKnown) refuse(`@${name}`);
  };
}
