import type { Graph, GraphAnswer } from '../harness/start-graph.ts';

export const PAGE_SIZE = 7;

const PAGE = `query ($after: String) { cohort(unit: "30", where: { ageUnder: 16 }) {
  count bySex { count } byAge { count }
  children(first: ${PAGE_SIZE}, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
} }`;

/** A page of the children of the province, with the counts that come with it. */
export interface Page {
  count: number;
  bySex: { count: number }[];
  byAge: { count: number }[];
  children: {
    edges: { cursor: string; node: { id: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

function isPage(value: unknown): value is Page {
  return typeof value === 'object' && value !== null && 'children' in value;
}

/** Reads the children of the province page by page, as who may list them. */
export async function readPages(graph: Graph): Promise<Page[]> {
  const headers = await graph.headersFor({ persona: 'coordinator', purpose: 'SERVICE_DELIVERY' });
  const read: Page[] = [];
  let after: string | null = null;
  for (;;) {
    const { data, errors }: GraphAnswer = await graph.ask(PAGE, { after }, headers);
    const page: unknown = data?.['cohort'];
    if (!isPage(page)) throw new Error(JSON.stringify(errors));
    read.push(page);
    if (!page.children.pageInfo.hasNextPage) return read;
    after = page.children.pageInfo.endCursor;
  }
}
