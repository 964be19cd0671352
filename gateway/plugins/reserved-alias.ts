import { Kind, parse, visit } from 'graphql';
import type { DocumentNode } from 'graphql';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { GatewayContext } from '../context.ts';
import type { RequestHooks } from './request-hooks.ts';

const FIELD_SETS: Readonly<Record<string, string>> = { join__type: 'key', join__field: 'requires' };

function fieldNames(fieldSet: string): string[] {
  return fieldSet.match(/[A-Za-z_]\w*/g) ?? [];
}

/** The names that carry keys between departments: of every `@key` and `@requires` in the supergraph, and `__typename`. */
export function reservedNames(supergraphSdl: string): Set<string> {
  // `__proto__` is no property of its own on a JavaScript object.
  const names = new Set(['__typename', '__proto__']);
  visit(parse(supergraphSdl), {
    Directive: ({ name, arguments: given = [] }) => {
      const fieldSet = given.find(
        (argument) => argument.name.value === FIELD_SETS[name.value],
      )?.value;
      if (fieldSet?.kind === Kind.STRING)
        fieldNames(fieldSet.value).forEach((field) => names.add(field));
    },
  });
  return names;
}

function refuse(alias: string): never {
  throw new GraphError(
    'RESERVED_ALIAS',
    {
      en: `"${alias}" cannot be used as an alias: departments are joined by fields of that name. Choose another alias.`,
      vi: `Không thể dùng "${alias}" làm bí danh vì các cơ quan được nối với nhau qua trường có tên này. Hãy chọn bí danh khác.`,
    },
    { alias, http: { status: 400 } },
  );
}

function checkAliases(document: DocumentNode, reserved: ReadonlySet<string>): void {
  visit(document, {
    Field: ({ alias }) => (alias && reserved.has(alias.value) ? refuse(alias.value) : undefined),
  });
}

/**
 * Refuses aliases that would put a client's value where a key belongs: @apollo/gateway then answers with wrong data
 * (apollographql/federation issue 3036).
 */
export function reservedAlias(reserved: ReadonlySet<string>): RequestHooks<GatewayContext> {
  const checked = new WeakSet<DocumentNode>();
  return {
    didResolveOperation: ({ document }) => {
      if (checked.has(document)) return;
      checkAliases(document, reserved);
      checked.add(document);
    },
  };
}
