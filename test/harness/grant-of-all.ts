import { visit } from 'graphql';
import { issueGrant } from '../../shared/access/grant.ts';
import type { Grant } from '../../shared/access/grant.ts';
import type { Subgraph } from '../../shared/subgraph/define-subgraph.ts';

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

/** A grant that lets a department answer everything it knows, of the children of the units. */
export function grantOfAll(subgraph: Subgraph, units: readonly string[]): Grant {
  return issueGrant({
    department: subgraph.name,
    scopes: scopesOf(subgraph),
    purpose: 'CASE_MANAGEMENT',
    viewer: { subject: 'test', units, seesSealed: false, emergencyChildNos: null },
  });
}
