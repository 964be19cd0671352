import { formatChildNumber, parseChildNumber } from '../../shared/children/child-number.ts';
import type { SubgraphContext } from '../../shared/subgraph/define-subgraph.ts';
import type { ResolverMap } from '../../shared/subgraph/schema.ts';
import type { Changes } from './changes.ts';
import type { FigureInput } from './check-figure.ts';
import { checkStatement } from './statement.ts';
import type { EmergencyRow } from './tables.ts';

type Context = SubgraphContext<Changes>;

interface Opening {
  childId: string;
  reason: string;
}

interface Closing {
  id: string;
  decision: string;
}

export const resolvers: ResolverMap = {
  Mutation: {
    openEmergency: (_: unknown, { childId, reason }: Opening, { loaders }: Context) =>
      loaders.openEmergency(parseChildNumber(childId), checkStatement('reason', reason)),
    closeEmergencyReview: (_: unknown, { id, decision }: Closing, { loaders }: Context) =>
      loaders.closeReview(id, checkStatement('decision', decision)),
    enterFigure: (_: unknown, input: FigureInput, { loaders }: Context) =>
      loaders.enterFigure(input),
  },
  Emergency: {
    childId: ({ childNo }: EmergencyRow) => formatChildNumber(childNo),
    openedBy: ({ subject }: EmergencyRow) => subject,
  },
};
