import type { DepartmentClient } from '../departments/department-client.ts';
import { notServed } from './served-schema.ts';
import type { Publication } from './signed-publication.ts';

export interface AskOptions {
  clients: readonly DepartmentClient[];
  /** How long a department may take to say what it answers, in milliseconds. */
  departmentDeadline: number;
}

/** What speaks against a publication, and what is worth knowing. */
interface Said {
  reasons: readonly string[];
  notes: readonly string[];
}

function unknown(department: string): Said {
  const name = department.toUpperCase();
  const reason = `This gateway knows no department ${department}: set ${name}_URL and ${name}_KEY, and start it again.`;
  return { reasons: [reason], notes: [] };
}

function unasked(department: string): Said {
  const note = `${department} did not answer, so nobody has looked whether its process answers this schema.`;
  return { reasons: [], notes: [note] };
}

/** Whether the department's process answers what is to be published. One that is away is not waited for. */
export async function askDepartment(
  { department, sdl }: Pick<Publication, 'department' | 'sdl'>,
  { clients, departmentDeadline }: AskOptions,
): Promise<Said> {
  const client = clients.find(({ name }) => name === department);
  if (client === undefined) return unknown(department);
  const missing = await notServed(client, sdl, departmentDeadline);
  if (missing === null) return unasked(department);
  const reasons = missing.map(
    (what) => `${department} runs by another schema: ${what} Start it with this schema first.`,
  );
  return { reasons, notes: [] };
}
