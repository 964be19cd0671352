/** What a viewer holds, what is asked, what comes back, the paths of its errors, and a word no department may hear. */
export interface CutCase {
  title: string;
  without: string[];
  query: string;
  data: unknown;
  cut: string[];
  unheard: RegExp;
}

/** Over the random graph: the scopes of its fields are in random-graph.fixture.ts. */
export const CUT_CASES: readonly CutCase[] = [
  {
    title: 'a field is null in its place',
    without: ['identity'],
    query: '{ child(id: "00000000010") { id name born } }',
    data: { child: { id: '00000000010', name: null, born: '2020' } },
    cut: ['child.name'],
    unheard: /name/,
  },
  {
    title: 'whatever it is called',
    without: ['identity'],
    query: '{ child(id: "00000000010") { born: name } }',
    data: { child: { born: null } },
    cut: ['child.born'],
    unheard: /name/,
  },
  {
    title: 'through named fragments within one another',
    without: ['identity'],
    query:
      '{ child(id: "00000000010") { ...A } } fragment A on Child { ...B } fragment B on Child { name id }',
    data: { child: { name: null, id: '00000000010' } },
    cut: ['child.name'],
    unheard: /name/,
  },
  {
    title: 'through inline fragments, on a type and on none',
    without: ['identity'],
    query: '{ child(id: "00000000010") { ... on Child { ... { name } } ... { id } } }',
    data: { child: { name: null, id: '00000000010' } },
    cut: ['child.name'],
    unheard: /name/,
  },
  {
    title: 'once for all items of a list',
    without: ['identity'],
    query: '{ children { name } }',
    data: { children: [{ name: null }, { name: null }] },
    cut: ['children.name'],
    unheard: /[^_]name/,
  },
  {
    title: 'of the types of an interface that state it, and of no other',
    without: ['letters'],
    query: '{ notes { id text } }',
    data: { notes: [{ id: 'n1', text: null }, null, { id: 'n2', text: 'T2' }] },
    cut: ['notes.text'],
    unheard: /Letter\{[^}]*text/,
  },
  {
    title: 'by the type it is asked of',
    without: ['letters'],
    query: '{ notes { ... on Letter { v: text } ... on Call { v: text } } }',
    data: { notes: [{ v: null }, null, { v: 'T2' }] },
    cut: ['notes.v'],
    unheard: /Letter\{[^}]*text/,
  },
  {
    title: 'of another department, which is not asked',
    without: ['health'],
    query: '{ child(id: "00000000010") { born visits { year } } }',
    data: { child: { born: '2020', visits: null } },
    cut: ['child.visits'],
    unheard: /visits|_entities/,
  },
  {
    title: 'with all that lies below',
    without: ['child'],
    query: '{ child(id: "00000000010") { __typename name visits { reason } } echo(text: "hi") }',
    data: { child: null, echo: 'hi' },
    cut: ['child'],
    unheard: /child/,
  },
  {
    title: 'where a union could bring a type that states it',
    without: ['child'],
    query: '{ things { __typename ... on Place { name } } }',
    data: { things: null },
    cut: ['things'],
    unheard: /things/,
  },
  {
    title: 'where it cannot be null, with the nearest field that can',
    without: ['circumstances'],
    query: '{ child(id: "00000000010") { name best { name code } } }',
    data: { child: { name: 'One', best: null } },
    cut: ['child.best.code'],
    unheard: /best|code/,
  },
  {
    title: 'and that may be the whole list',
    without: ['circumstances'],
    query: '{ child(id: "00000000010") { name siblings { code } } echo(text: "hi") }',
    data: { child: null, echo: 'hi' },
    cut: ['child.siblings.code'],
    unheard: /child/,
  },
  {
    title: 'or the whole answer',
    without: ['notice'],
    query: '{ echo(text: "hi") notice { text } }',
    data: null,
    cut: ['notice.text'],
    unheard: /./,
  },
  {
    title: 'only where its condition holds',
    without: ['identity'],
    query: '{ child(id: "00000000010") { id a: name @skip(if: true) b: name @include(if: true) } }',
    data: { child: { id: '00000000010', b: null } },
    cut: ['child.b'],
    unheard: /name/,
  },
  {
    title: 'not where its fragment is left out',
    without: ['identity'],
    query:
      '{ child(id: "00000000010") { id ...N @include(if: false) } } fragment N on Child { name }',
    data: { child: { id: '00000000010' } },
    cut: [],
    unheard: /name/,
  },
  {
    title: 'and leaves an object all of whose fields are left out',
    without: [],
    query: '{ child(id: "00000000010") { name @skip(if: true) } }',
    data: { child: {} },
    cut: [],
    unheard: /name/,
  },
  {
    title: 'as often as its places differ',
    without: ['identity'],
    query:
      '{ a: child(id: "00000000010") { name ...N } b: child(id: "00000000028") { name } } fragment N on Child { name }',
    data: { a: { name: null }, b: { name: null } },
    cut: ['a.name', 'b.name'],
    unheard: /[^_]name/,
  },
];
