import { Kind, parse } from 'graphql';
import type { ConstDirectiveNode, ConstValueNode, DocumentNode } from 'graphql';

function argument(directive: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return directive.arguments?.find((candidate) => candidate.name.value === name)?.value;
}

function texts(value: ConstValueNode | undefined): string[] {
  if (value?.kind === Kind.STRING || value?.kind === Kind.ENUM) return [value.value];
  return value?.kind === Kind.LIST ? value.values.flatMap(texts) : [];
}

function named(
  directives: readonly ConstDirectiveNode[] | undefined,
  ...names: string[]
): ConstDirectiveNode[] {
  return (directives ?? []).filter(({ name }) => names.includes(name.value));
}

/** The departments by the names that the supergraph's joins use for them. */
export function departmentsByGraph(document: DocumentNode): Map<string, string> {
  const graphs = document.definitions.find(
    (definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  return new Map(
    values.flatMap(({ name, directives }) =>
      named(directives, 'join__graph').flatMap((directive) =>
        texts(argument(directive, 'name')).map((department): [string, string] => [
          name.value,
          department,
        ]),
      ),
    ),
  );
}

/** Each department's own scopes: those that its types and fields ask for in the supergraph. */
export function scopesByDepartment(supergraphSdl: string): Map<string, Set<string>> {
  const document = parse(supergraphSdl);
  const departments = departmentsByGraph(document);
  const scopes = new Map([...departments.values()].map((name) => [name, new Set<string>()]));
  const note = (directives: readonly ConstDirectiveNode[] | undefined, graphs: string[]) => {
    const asked = named(directives, 'requiresScopes').flatMap((directive) =>
      texts(argument(directive, 'scopes')),
    );
    for (const graph of graphs)
      asked.forEach((scope) => scopes.get(departments.get(graph) ?? '')?.add(scope));
  };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const owners = named(definition.directives, 'join__type').flatMap((directive) =>
      texts(argument(directive, 'graph')),
    );
    note(definition.directives, owners);
    for (const field of definition.fields ?? []) {
      const stated = named(field.directives, 'join__field').flatMap((directive) =>
        texts(argument(directive, 'graph')),
      );
      note(field.directives, stated.length > 0 ? stated : owners);
    }
  }
  return scopes;
}
