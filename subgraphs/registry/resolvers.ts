import { formatChildNumber, parseChildNumber } from '../../shared/children/child-number.ts';
import type { Day } from '../../shared/time/day.ts';
import { answerCohort } from './cohort/answer-cohort.ts';
import { complementOf, narrowByRegister, openCohort } from './cohort/ask-cohort.ts';
import { cursorOf } from './cohort/list-children.ts';
import { findByIdentifier } from './find-by-identifier.ts';
import { findUnit } from './find-unit.ts';
import { fullNameOf } from './fold-name.ts';
import { askLinks } from './links/ask-links.ts';
import { decideLink, undoLink } from './links/decide-link.ts';
import { linkResolvers } from './links/link-resolvers.ts';
import { listReviews } from './links/list-reviews.ts';
import type { ChildParticulars, ChildSource, Context, Loaders } from './loaders.ts';
import type { Resolvers } from './schema.types.ts';
import { sealChild, unsealChild } from './seal-child.ts';
import { searchChildren } from './search-children.ts';
import { seenOn } from './unit-on-day.ts';
import type { UnitOnDay } from './unit-on-day.ts';

const PERSONAL_ID = 'PERSONAL_ID';

async function unitById(loaders: Loaders, id: string, day: Day): Promise<UnitOnDay | null> {
  const unit = await loaders.unit.load(id);
  return unit === null ? null : seenOn(unit, day);
}

/** Where a child lives now was read at the door. */
function homeNow({ homeUnitId, homeEndedOn }: ChildSource, today: Day): string | null {
  return homeEndedOn === null || today <= homeEndedOn ? homeUnitId : null;
}

/** Where a child lived on another day, its stays tell. */
async function homeOn(loaders: Loaders, { childNo }: ChildSource, day: Day) {
  const stays = await loaders.residences.load(childNo);
  const home = stays.find(
    ({ startedOn, endedOn }) => startedOn <= day && (endedOn === null || day <= endedOn),
  );
  return home?.unitId ?? null;
}

function unitBecome(loaders: Loaders, unitId: string | null, onDate: Day) {
  return unitId === null ? null : loaders.unitBecome.load({ unitId, onDate });
}

/** What the unit of a child's home has become by the day asked for. */
function unitLivedIn(loaders: Loaders, child: ChildSource, onDate: Day) {
  return onDate === loaders.today
    ? unitBecome(loaders, homeNow(child, onDate), onDate)
    : homeOn(loaders, child, onDate).then((unitId) => unitBecome(loaders, unitId, onDate));
}

/** Makes the resolver of a particular, which the door does not tell. */
function particular<Name extends keyof ChildParticulars>(name: Name) {
  return async ({ childNo }: ChildSource, _: unknown, { loaders }: Context) => {
    const [found] = await loaders.particulars.load(childNo);
    if (found === undefined)
      throw new Error('A child seen at the door is in the register no more.');
    return found[name];
  };
}

/** Whoever was sealed or moved since the page was made is left out. */
async function seenChildren(loaders: Loaders, childNos: readonly number[]): Promise<ChildSource[]> {
  const children = await Promise.all(childNos.map((childNo) => loaders.child.load(childNo)));
  return children.filter((child) => child !== null);
}

export const resolvers: Resolvers = {
  Query: {
    child: (_, { id }, { loaders }) => loaders.child.load(parseChildNumber(id)),
    childByIdentifier: (_, asked, { loaders }) => findByIdentifier(loaders, asked),
    searchChildren: (_, asked, { loaders, clock }) => searchChildren(loaders, asked, clock.today()),
    administrativeUnit: (_, { code, on }, { loaders, clock }) =>
      findUnit(loaders, code, on ?? clock.today()),
    cohort: (_, asked, context) => openCohort(asked, context),
    linkReviews: (_, asked, { loaders }) => listReviews(loaders, asked),
  },
  Mutation: {
    sealChild: (_, asked, context) => sealChild(asked, context),
    unsealChild: (_, asked, context) => unsealChild(asked, context),
    linkRecords: (_, asked, context) => askLinks(asked, context),
    decideLink: (_, asked, context) => decideLink(asked, context),
    undoLink: (_, asked, context) => undoLink(asked, context),
  },
  ...linkResolvers,
  Seal: {
    child: ({ childNo }, _, { loaders }) => loaders.child.load(childNo),
  },
  Child: {
    __resolveReference: async ({ id }, { loaders }) => loaders.child.load(parseChildNumber(id)),
    id: ({ childNo }) => formatChildNumber(childNo),
    fullName: (child) => fullNameOf(child),
    nationality: particular('nationality'),
    placeOfOrigin: particular('placeOfOrigin'),
    householdPovertyStatus: particular('householdPovertyStatus'),
    registrationStatus: particular('registrationStatus'),
    birthNotifiedOn: particular('birthNotifiedOn'),
    diedOn: particular('diedOn'),
    departedOn: particular('departedOn'),
    personalIdNumber: async ({ childNo }, _, { loaders }) => {
      const identifiers = await loaders.identifiersOf(childNo);
      return identifiers.find(({ system }) => system === PERSONAL_ID)?.value ?? null;
    },
    guardians: ({ childNo }, _, { loaders }) => loaders.guardians.load(childNo),
    residence: (child, { on }, { loaders }) => unitLivedIn(loaders, child, on ?? loaders.today),
    residenceHistory: ({ childNo }, _, { loaders }) => loaders.residences.load(childNo),
    formerIds: async ({ childNo }, _, { loaders }) => {
      const former = await loaders.formerNumbers.load(childNo);
      return former.map(({ formerNo }) => formatChildNumber(formerNo));
    },
    identifiers: ({ childNo }, _, { loaders }) => loaders.identifiersOf(childNo),
    specialCircumstances: ({ childNo }, _, { loaders }) =>
      loaders.specialCircumstances.load(childNo),
    assistance: ({ childNo }, _, { loaders }) => loaders.assistance.load(childNo),
    recordLinks: ({ childNo }, _, { loaders }) => loaders.linksOfChild.load(childNo),
  },
  Cohort: {
    withRegister: async (cohort, { where }) => narrowByRegister(cohort, where),
    complement: async (cohort) => complementOf(cohort),
    ...answerCohort,
  },
  CohortChildConnection: {
    nodes: ({ childNos }, _, { loaders }) => seenChildren(loaders, childNos),
    edges: ({ childNos }) => childNos.map((childNo) => ({ childNo })),
    pageInfo: ({ childNos, hasNextPage, hasPreviousPage }) => ({
      hasNextPage,
      hasPreviousPage,
      startCursor: childNos[0] === undefined ? null : cursorOf(childNos[0]),
      endCursor: childNos.length === 0 ? null : cursorOf(childNos.at(-1) ?? 0),
    }),
    exportTicket: ({ all: children }, _, { cohorts: { department, sealing } }) =>
      sealing.seal({ department, countedOnly: false, children }),
  },
  CohortChildEdge: {
    cursor: ({ childNo }) => cursorOf(childNo),
    node: ({ childNo }, _, { loaders }) => loaders.child.load(childNo),
  },
  ChildMatch: {
    child: ({ childNo }, _, { loaders }) => loaders.child.load(childNo),
    matchedName: async ({ childNo }, _, { loaders }) => {
      const child = await loaders.child.load(childNo);
      return child === null ? null : fullNameOf(child);
    },
  },
  Residence: {
    unit: ({ unitId, startedOn }, _, { loaders }) => unitById(loaders, unitId, startedOn),
  },
  Identifier: {
    system: async ({ system }, _, { loaders }) => {
      const systems = await loaders.identifierSystems.load('ALL');
      return systems.find(({ code }) => code === system) ?? null;
    },
  },
  SpecialCircumstance: {
    lawPoint: async ({ group }, _, { loaders }) =>
      (await loaders.circumstanceGroup.load(group))?.lawPoint ?? null,
    name: async ({ group }, _, { loaders }) =>
      (await loaders.circumstanceGroup.load(group))?.nameVi ?? null,
  },
  AdministrativeUnit: {
    __resolveReference: (reference, { loaders, clock }) =>
      'id' in reference
        ? unitById(loaders, reference.id, clock.today())
        : loaders.unitOnDay.load({ code: reference.code, onDate: reference.onDate }),
    parent: ({ parentCode, onDate }, _, { loaders }) =>
      parentCode === null ? null : loaders.unitOnDay.load({ code: parentCode, onDate }),
    successors: async ({ id, onDate }, _, { loaders }) =>
      (await loaders.successors.load(id)).map((unit) => seenOn(unit, onDate)),
  },
};
