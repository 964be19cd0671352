import type { FakeDepartment } from './protected-graph.fixture.ts';

/** What each type and field of the graph states; the SDL below takes its directives from here, and so does the model. */
export const STATED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'Query.child': [['child']],
  'Query.children': [['child']],
  'Query.notes': [[]],
  'Mutation.rename': [['identity']],
  Child: [['child']],
  'Child.name': [['identity']],
  'Child.siblings': [['identity']],
  'Child.code': [['circumstances']],
  Place: [[]],
  'Letter.text': [['letters']],
  'Call.author': [['calls']],
  'Call.minutes': [['calls']],
  'Author.phone': [['phone'], ['boss']],
  'Notice.text': [['notice']],
  'Child.visits': [['health']],
  'Child.weight': [['health']],
  Visit: [['health']],
  'Visit.reason': [['health', 'secret'], ['boss']],
};

export const SCOPES = [
  'boss',
  'calls',
  'child',
  'circumstances',
  'health',
  'identity',
  'letters',
  'notice',
  'phone',
  'secret',
];

function directive(place: string): string {
  const scopes = STATED[place];
  if (scopes === undefined) return '';
  const isAnyone = JSON.stringify(scopes) === '[[]]';
  return isAnyone ? '@authenticated' : `@requiresScopes(scopes: ${JSON.stringify(scopes)})`;
}

/** Puts the directives where `%` stands: behind a type's name and behind each field. */
function withDirectives(sdl: string): string {
  let type = '';
  const lines = sdl.split('\n').map((line) => {
    type = /^type (\w+)/.exec(line)?.[1] ?? type;
    const field = /^ {2}(\w+)/.exec(line)?.[1];
    return line.replace('%', directive(field === undefined ? type : `${type}.${field}`));
  });
  return lines.join('\n');
}

const REGISTER = withDirectives(`
type Query {
  child(id: ID!): Child %
  children: [Child!] %
  notes: [Note] %
  things: [Thing!] %
  notice: Notice! %
  echo(text: String): String %
}
type Mutation {
  rename(id: ID!, name: String!): Child %
}
type Child @key(fields: "id") % {
  id: ID! %
  name: String %
  born: String! %
  home: Place %
  best: Child %
  siblings: [Child!]! %
  code: String! %
}
type Place % { name: String! up: Place }
interface Note { id: ID! text: String about: Child author: Author! }
type Letter implements Note % {
  id: ID! %
  text: String %
  about: Child %
  author: Author! %
  paper: String %
}
type Call implements Note % {
  id: ID! %
  text: String %
  about: Child %
  author: Author! %
  minutes: Int! %
}
union Thing = Child | Place
type Author % {
  name: String! %
  phone: String %
}
type Notice % {
  text: String! %
  day: String! %
}`);

const HEALTH = withDirectives(`
type Child @key(fields: "id") {
  id: ID!
  visits(since: Int = 0): [Visit!] %
  weight: Float! %
}
type Visit % {
  year: Int! %
  doctor: Doctor %
  reason: String %
}
type Doctor % {
  name: String! %
  patients: [Child!] %
}`);

const province = { __typename: 'Place', name: 'P', up: null };
const district = { __typename: 'Place', name: 'D', up: province };
const author = { __typename: 'Author', name: 'A', phone: '1' };

type Thing = Record<string, unknown>;

const one: Thing = {
  __typename: 'Child',
  id: '00000000010',
  name: 'One',
  born: '2020',
  code: 'x',
  weight: 9,
};
const two: Thing = {
  __typename: 'Child',
  id: '00000000028',
  name: null,
  born: '2021',
  code: 'y',
  weight: 8,
};
const doctor = { __typename: 'Doctor', name: 'Dr', patients: [one, two] };
const visits = [
  { __typename: 'Visit', year: 2020, doctor, reason: 'r1' },
  { __typename: 'Visit', year: 2022, doctor: null, reason: null },
];
const visitsSince = ({ since }: { since: number }) => visits.filter(({ year }) => year >= since);
Object.assign(one, { home: district, best: two, siblings: [two], visits: visitsSince });
Object.assign(two, { home: null, best: null, siblings: [], visits: () => null });

const children = [one, two];
const letter = { __typename: 'Letter', id: 'n1', text: 'T1', about: one, author, paper: 'A4' };
const call = { __typename: 'Call', id: 'n2', text: 'T2', about: null, author, minutes: 3 };

function childOf(id: unknown): Thing | null {
  return children.find((child) => child['id'] === id) ?? null;
}

/** The values of the root fields; functions take the field's arguments. */
export const ROOT: Thing = {
  __typename: 'Query',
  child: ({ id }: { id: string }) => childOf(id),
  children,
  notes: [letter, null, call],
  things: [one, district],
  notice: { __typename: 'Notice', text: 'N', day: 'today' },
  echo: ({ text }: { text: string | null }) => text,
};

const reference = { __resolveReference: ({ id }: { id: string }) => childOf(id) };

/** A register and one department beside it: objects, interfaces, a union, lists and non-null fields, by STATED. */
export const RANDOM_GRAPH: readonly FakeDepartment[] = [
  {
    name: 'register',
    sdl: REGISTER,
    resolvers: {
      Query: Object.fromEntries(
        Object.entries(ROOT).map(([name, value]) => [
          name,
          (_: unknown, args: object): unknown =>
            typeof value === 'function' ? Reflect.apply(value, null, [args]) : value,
        ]),
      ),
      Mutation: { rename: (_: unknown, { id, name }: Thing) => ({ ...childOf(id), name }) },
      Child: reference,
    },
  },
  { name: 'health', sdl: HEALTH, resolvers: { Child: reference } },
];
