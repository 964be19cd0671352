import { createHash } from 'node:crypto';
import { usageReportingSignature } from '@apollo/utils.usagereporting';
import { Kind, getOperationAST, separateOperations, visit } from 'graphql';
import type { DocumentNode, NameNode } from 'graphql';

/** Names things by the order in which they first appear. */
function renamer(prefix: string) {
  const renamed = new Map<string, NameNode>();
  return ({ value }: NameNode): NameNode => {
    const name = renamed.get(value) ?? { kind: Kind.NAME, value: `${prefix}${renamed.size}` };
    renamed.set(value, name);
    return name;
  };
}

/** Without the names that a client chose, which may be a child's, and without true and false. */
function withoutNames(document: DocumentNode): DocumentNode {
  const [variable, fragment] = [renamer('v'), renamer('f')];
  return visit(document, {
    OperationDefinition: (node) => ({ ...node, name: undefined }),
    Variable: (node) => ({ ...node, name: variable(node.name) }),
    FragmentSpread: (node) => ({ ...node, name: fragment(node.name) }),
    FragmentDefinition: (node) => ({ ...node, name: fragment(node.name) }),
    BooleanValue: (node) => ({ ...node, value: false }),
  });
}

/**
 * An operation's text as it is kept: literals stripped, aliases left out, parts sorted (the signature that Apollo's usage
 * reporting makes), and no name that a client chose. Names of the schema, values of its enums among them, stay.
 */
export function normaliseOperation(document: DocumentNode, operationName?: string | null): string {
  const name = getOperationAST(document, operationName)?.name?.value ?? '';
  const alone = separateOperations(document)[name] ?? document;
  return usageReportingSignature(withoutNames(alone), '');
}

/** Names a text: its SHA-256, in lower-case hexadecimal. */
export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
