import { visit } from 'graphql';
import { issueGrant } from '../../shared/access/grant.ts';
import type { Grant } from '../../shared/access/grant.ts';
import type { Subgraph } from '../../shared/subgraph/define-subgraph.ts';
import { departmentNames } from '../../subgraphs/discover.ts';

/** The scopes that a department's schema asks for. */
function scopesOf({ typeDefs }: Subgraph): string[] {
  const scopes = new Set<string>();
  visit(typeDefs, {
    Directive: (directive) => {
      if (directive.name.value !== 'requiresScopes') return false;
      visit(directive, {
        StringValue: ({ value }) => {
          scopes.add(value);
        },
      });
      return false;
    },
  });
  return [...scopes];
}

/** A grant that lets a department answer everything it knows, of the children of the units and of every department's. */
export async function grantOfAll(subgraph: Subgraph, units: readonly string[]): Promise<Grant> {
  const reads = (await departmentNames()).map((name) => `${name}:read`);
  return issueGrant({
    department: subgraph.name,
    scopes: [...new Set([...scopesOf(subgraph), ...reads])],
    purpose: 'CASE_MANAGEMENT',
    viewer: { subject: 'test', units, seesSealed: false, emergencyChildNos: null },
  });
}
